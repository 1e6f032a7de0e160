-- CreateTable
CREATE TABLE "mail_wish" (
    "service_id" UUID NOT NULL,
    "mailbox_hash" BYTEA NOT NULL,
    "incident_id" UUID NOT NULL,
    "mailbox" TEXT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "token" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "attempts" SMALLINT NOT NULL,
    "next_try_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_wish_pkey" PRIMARY KEY ("service_id","mailbox_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "mail_wish_token_key" ON "mail_wish"("token");

-- CreateIndex
CREATE INDEX "mail_wish_next_try_at_idx" ON "mail_wish"("next_try_at");

-- CreateIndex
CREATE INDEX "mail_wish_created_at_idx" ON "mail_wish"("created_at");
