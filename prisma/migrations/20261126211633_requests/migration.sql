-- CreateTable
CREATE TABLE "service_request" (
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "host" TEXT,
    "people" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(0) NOT NULL,
    "last_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "service_request_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "service_request_asker" (
    "key" TEXT NOT NULL,
    "asker_key" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "service_request_asker_pkey" PRIMARY KEY ("key","asker_key")
);

-- CreateIndex
CREATE INDEX "service_request_last_at_idx" ON "service_request"("last_at");

-- CreateIndex
CREATE INDEX "service_request_asker_asked_at_idx" ON "service_request_asker"("asked_at");
