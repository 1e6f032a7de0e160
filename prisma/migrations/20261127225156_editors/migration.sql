-- AlterTable
ALTER TABLE "service" ADD COLUMN     "edited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "under_review" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "editor" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(0) NOT NULL,
    "ended_at" TIMESTAMPTZ(0),

    CONSTRAINT "editor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "editor_session" (
    "token_hash" BYTEA NOT NULL,
    "editor_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(0) NOT NULL,
    "used_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "editor_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "editor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "editor_name_key" ON "editor"("name");

-- CreateIndex
CREATE UNIQUE INDEX "editor_key_hash_key" ON "editor"("key_hash");

-- CreateIndex
CREATE INDEX "editor_session_used_at_idx" ON "editor_session"("used_at");

-- CreateIndex
CREATE INDEX "audit_entry_act_at_idx" ON "audit_entry"("act", "at");

-- AddForeignKey
ALTER TABLE "editor_session" ADD CONSTRAINT "editor_session_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "editor"("id") ON DELETE CASCADE ON UPDATE CASCADE;
