-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "name_ar" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "name_ar" TEXT NOT NULL,
    "status_page" TEXT,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "problem_type" (
    "id" SMALLINT NOT NULL,
    "slug" TEXT NOT NULL,

    CONSTRAINT "problem_type_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "name_ar" TEXT NOT NULL,
    "category_id" UUID NOT NULL,
    "operator_id" UUID NOT NULL,
    "parent_id" UUID,
    "depends_on" TEXT[],
    "homepage" TEXT,
    "aliases" TEXT[],
    "problems" SMALLINT[],
    "markets" TEXT[],
    "rank" INTEGER NOT NULL,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "service_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "id" UUID NOT NULL,
    "problem_id" SMALLINT NOT NULL,
    "class" SMALLINT NOT NULL,
    "weight" SMALLINT NOT NULL,
    "counted" BOOLEAN NOT NULL,
    "repeat_of" TIMESTAMPTZ(3),
    "lane" SMALLINT NOT NULL,
    "reporter_key" BYTEA,
    "prefix_key" BYTEA,

    CONSTRAINT "report_pkey" PRIMARY KEY ("service_id","created_at","id")
) PARTITION BY RANGE ("created_at");

-- CreateTable
CREATE TABLE "report_bucket_minute" (
    "service_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "problem_id" SMALLINT NOT NULL,
    "class" SMALLINT NOT NULL,
    "lane" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,
    "reporters" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,

    CONSTRAINT "report_bucket_minute_pkey" PRIMARY KEY ("service_id","minute","problem_id","class","lane")
) PARTITION BY RANGE ("minute");

-- CreateTable
CREATE TABLE "report_bucket_15m" (
    "service_id" UUID NOT NULL,
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "problem_id" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,
    "reporters" INTEGER NOT NULL,

    CONSTRAINT "report_bucket_15m_pkey" PRIMARY KEY ("service_id","slot","problem_id")
);

-- CreateTable
CREATE TABLE "report_bucket_country_15m" (
    "service_id" UUID NOT NULL,
    "slot" TIMESTAMPTZ(0) NOT NULL,
    "country" CHAR(2) NOT NULL,
    "lane" SMALLINT NOT NULL,
    "reporters" INTEGER NOT NULL,

    CONSTRAINT "report_bucket_country_15m_pkey" PRIMARY KEY ("service_id","slot","country","lane")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "service_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "report_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "reports_15m" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("service_id","key_hash")
);

-- CreateTable
CREATE TABLE "reporter_seen" (
    "service_id" UUID NOT NULL,
    "reporter_key" BYTEA NOT NULL,
    "unit_key" BYTEA NOT NULL,
    "prefix_key" BYTEA NOT NULL,
    "counted" BOOLEAN NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reporter_seen_pkey" PRIMARY KEY ("service_id","reporter_key")
);

-- CreateTable
CREATE TABLE "service_state" (
    "service_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "view" JSONB NOT NULL,
    "epoch" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_state_pkey" PRIMARY KEY ("service_id")
);

-- CreateTable
CREATE TABLE "incident" (
    "service_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "public_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "worst" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "detected_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "peak_15m" INTEGER NOT NULL,
    "peak_at" TIMESTAMPTZ(3),
    "reports" INTEGER NOT NULL,
    "provenance" TEXT NOT NULL,
    "false_alarm_at" TIMESTAMPTZ(3),
    "false_alarm" JSONB,
    "anchors" JSONB NOT NULL DEFAULT '[]',
    "epoch" BIGINT NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("service_id","id")
);

-- CreateTable
CREATE TABLE "transition" (
    "service_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "from_status" TEXT NOT NULL,
    "to_status" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" JSONB,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("service_id","id")
);

-- CreateTable
CREATE TABLE "verdict" (
    "service_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "verdict" JSONB NOT NULL,

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("service_id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "incident_record" (
    "service_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "from_minute" TIMESTAMPTZ(0) NOT NULL,
    "minutes" JSONB NOT NULL,

    CONSTRAINT "incident_record_pkey" PRIMARY KEY ("service_id","incident_id")
);

-- CreateTable
CREATE TABLE "official_update" (
    "service_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "url" TEXT,

    CONSTRAINT "official_update_pkey" PRIMARY KEY ("service_id","id")
);

-- CreateTable
CREATE TABLE "detector_state" (
    "service_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "snapshot" JSONB NOT NULL,
    "baseline" JSONB NOT NULL,

    CONSTRAINT "detector_state_pkey" PRIMARY KEY ("service_id","at")
);

-- CreateTable
CREATE TABLE "watch_progress" (
    "name" TEXT NOT NULL,
    "through" TIMESTAMPTZ(3) NOT NULL,
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "watch_progress_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "collector_gap" (
    "started_at" TIMESTAMPTZ(0) NOT NULL,
    "ended_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "collector_gap_pkey" PRIMARY KEY ("started_at")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE UNLOGGED TABLE "day_salt" (
    "day" DATE NOT NULL,
    "salt" BYTEA NOT NULL,

    CONSTRAINT "day_salt_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "category_slug_key" ON "category"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "operator_slug_key" ON "operator"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "problem_type_slug_key" ON "problem_type"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "service_slug_key" ON "service"("slug");

-- CreateIndex
CREATE INDEX "report_bucket_minute_minute_idx" ON "report_bucket_minute"("minute");

-- CreateIndex
CREATE INDEX "report_bucket_15m_slot_idx" ON "report_bucket_15m"("slot");

-- CreateIndex
CREATE INDEX "report_bucket_country_15m_slot_idx" ON "report_bucket_country_15m"("slot");

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- CreateIndex
CREATE INDEX "reporter_seen_service_id_unit_key_window_ends_at_idx" ON "reporter_seen"("service_id", "unit_key", "window_ends_at");

-- CreateIndex
CREATE INDEX "reporter_seen_service_id_prefix_key_counted_at_idx" ON "reporter_seen"("service_id", "prefix_key", "counted_at");

-- CreateIndex
CREATE INDEX "reporter_seen_window_ends_at_idx" ON "reporter_seen"("window_ends_at");

-- CreateIndex
CREATE INDEX "service_state_updated_at_idx" ON "service_state"("updated_at");

-- CreateIndex
CREATE INDEX "incident_started_at_idx" ON "incident"("started_at" DESC);

-- CreateIndex
CREATE INDEX "incident_ended_at_idx" ON "incident"("ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_service_id_public_id_key" ON "incident"("service_id", "public_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_one_open" ON "incident"("service_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "transition_service_id_incident_id_idx" ON "transition"("service_id", "incident_id");

-- CreateIndex
CREATE INDEX "transition_at_idx" ON "transition"("at");

-- CreateIndex
CREATE INDEX "official_update_service_id_posted_at_idx" ON "official_update"("service_id", "posted_at");

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "service"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transition" ADD CONSTRAINT "transition_service_id_incident_id_fkey" FOREIGN KEY ("service_id", "incident_id") REFERENCES "incident"("service_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_record" ADD CONSTRAINT "incident_record_service_id_incident_id_fkey" FOREIGN KEY ("service_id", "incident_id") REFERENCES "incident"("service_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What of the settings anybody may know; the secret stays behind.
CREATE VIEW "public_setting" AS SELECT "name", "value" FROM "setting" WHERE "name" = 'sample';
