-- CreateTable
CREATE TABLE "push_subscription" (
    "service_id" UUID NOT NULL,
    "endpoint_hash" BYTEA NOT NULL,
    "incident_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("service_id","endpoint_hash")
);

-- CreateIndex
CREATE INDEX "push_subscription_next_try_at_idx" ON "push_subscription"("next_try_at");

-- CreateIndex
CREATE INDEX "push_subscription_created_at_idx" ON "push_subscription"("created_at");
