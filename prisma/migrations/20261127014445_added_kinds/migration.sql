-- Who reported a service and names another kind has one report with two kinds: counted once, named twice.
-- AlterTable
ALTER TABLE "report" ADD COLUMN     "added" SMALLINT[];

-- AlterTable
ALTER TABLE "report_bucket_minute" ADD COLUMN     "added" INTEGER NOT NULL DEFAULT 0;
