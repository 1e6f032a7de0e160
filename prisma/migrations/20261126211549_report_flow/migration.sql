-- CreateTable
CREATE TABLE "report_note" (
    "service_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "problem_id" SMALLINT NOT NULL,
    "country" CHAR(2),
    "body" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "state" SMALLINT NOT NULL,
    "held_for" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "same" INTEGER NOT NULL DEFAULT 0,
    "flags" INTEGER NOT NULL DEFAULT 0,
    "prefix_key" BYTEA,

    CONSTRAINT "report_note_pkey" PRIMARY KEY ("service_id","id")
);

-- CreateTable
CREATE TABLE "note_voice" (
    "service_id" UUID NOT NULL,
    "note_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "voice_key" BYTEA NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "note_voice_pkey" PRIMARY KEY ("service_id","note_id","kind","voice_key")
);

-- CreateTable
CREATE TABLE "report_place" (
    "service_id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_place_pkey" PRIMARY KEY ("service_id","report_id")
);

-- CreateTable
CREATE TABLE "works_seen" (
    "service_id" UUID NOT NULL,
    "reporter_key" BYTEA NOT NULL,
    "unit_key" BYTEA NOT NULL,
    "counted" BOOLEAN NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "works_seen_pkey" PRIMARY KEY ("service_id","reporter_key")
);

-- CreateTable
CREATE TABLE "works_bucket_minute" (
    "service_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "lane" SMALLINT NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "works_bucket_minute_pkey" PRIMARY KEY ("service_id","minute","lane")
);

-- CreateTable
CREATE TABLE "spent_proof" (
    "proof_hash" BYTEA NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spent_proof_pkey" PRIMARY KEY ("proof_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "report_note_service_id_report_id_key" ON "report_note"("service_id", "report_id");

-- CreateIndex
CREATE INDEX "report_note_posted_at_idx" ON "report_note"("posted_at");

-- CreateIndex
CREATE INDEX "note_voice_said_at_idx" ON "note_voice"("said_at");

-- CreateIndex
CREATE INDEX "report_place_expires_at_idx" ON "report_place"("expires_at");

-- CreateIndex
CREATE INDEX "works_seen_service_id_unit_key_window_ends_at_idx" ON "works_seen"("service_id", "unit_key", "window_ends_at");

-- CreateIndex
CREATE INDEX "works_seen_window_ends_at_idx" ON "works_seen"("window_ends_at");

-- CreateIndex
CREATE INDEX "works_bucket_minute_minute_idx" ON "works_bucket_minute"("minute");

-- CreateIndex
CREATE INDEX "spent_proof_expires_at_idx" ON "spent_proof"("expires_at");

-- AddForeignKey
ALTER TABLE "note_voice" ADD CONSTRAINT "note_voice_service_id_note_id_fkey" FOREIGN KEY ("service_id", "note_id") REFERENCES "report_note"("service_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What pages may read of notes: those that are shown, and nothing of who wrote them.
CREATE VIEW "public_note" AS
SELECT "service_id", "id", "posted_at", "problem_id", "country", "body", "same" FROM "report_note" WHERE "state" = 0;
