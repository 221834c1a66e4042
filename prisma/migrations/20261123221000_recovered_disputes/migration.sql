-- Where a bank takes a payment that was refunded in part before, the reversal of its transfer brings back no more than the
-- refunds left. The rest is the organization's to bear and is sent out of its account; refused for want of money, it is
-- asked for again, each time under a key of its own.
ALTER TABLE disputes
  ADD COLUMN collected_cents bigint NOT NULL DEFAULT 0 CONSTRAINT disputes_collected CHECK (collected_cents >= 0),
  ADD COLUMN recovery_refusals integer NOT NULL DEFAULT 0;
