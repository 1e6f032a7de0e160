-- AlterTable
ALTER TABLE "reporter_seen" ADD COLUMN     "class" SMALLINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "report_bucket_scope_minute" (
    "service_id" UUID NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "scope" TEXT NOT NULL,
    "class" SMALLINT NOT NULL,
    "lane" SMALLINT NOT NULL,
    "count" INTEGER NOT NULL,
    "reporters" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,
    "firsts" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,

    CONSTRAINT "report_bucket_scope_minute_pkey" PRIMARY KEY ("service_id","minute","scope","class","lane")
) PARTITION BY RANGE ("minute");

-- CreateIndex
CREATE INDEX "report_bucket_scope_minute_minute_idx" ON "report_bucket_scope_minute"("minute");
