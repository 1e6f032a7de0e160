-- AlterTable
ALTER TABLE "service" ADD COLUMN     "discontinued_on" DATE,
ADD COLUMN     "merged_into_id" UUID;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "service"("id") ON DELETE SET NULL ON UPDATE CASCADE;
