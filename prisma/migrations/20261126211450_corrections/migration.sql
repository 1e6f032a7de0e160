-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "merged_into" TEXT;

-- CreateTable
CREATE TABLE "incident_correction" (
    "service_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text_en" TEXT NOT NULL,
    "text_ar" TEXT NOT NULL,

    CONSTRAINT "incident_correction_pkey" PRIMARY KEY ("service_id","id")
);

-- CreateIndex
CREATE INDEX "incident_correction_service_id_incident_id_idx" ON "incident_correction"("service_id", "incident_id");

-- AddForeignKey
ALTER TABLE "incident_correction" ADD CONSTRAINT "incident_correction_service_id_incident_id_fkey" FOREIGN KEY ("service_id", "incident_id") REFERENCES "incident"("service_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
