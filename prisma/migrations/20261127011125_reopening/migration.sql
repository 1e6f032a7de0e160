-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "reopened_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "transition" ADD COLUMN     "occurred_at" TIMESTAMPTZ(3);
