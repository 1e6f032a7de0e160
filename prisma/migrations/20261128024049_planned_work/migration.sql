-- AlterTable
ALTER TABLE "official_update" ADD COLUMN     "work_from" TIMESTAMPTZ(3),
ADD COLUMN     "work_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "official_update_work_until_idx" ON "official_update"("work_until");
