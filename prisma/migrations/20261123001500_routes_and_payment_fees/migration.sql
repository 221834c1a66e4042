-- Where a payment's money goes is decided once, when it is first presented, so that asking again says the same.
ALTER TABLE presentments ADD COLUMN routed_at timestamptz(3);
ALTER TABLE presentments ADD COLUMN route_account text;
ALTER TABLE presentments ADD COLUMN platform_fee_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE presentments ADD CONSTRAINT presentments_route CHECK (platform_fee_cents >= 0
  AND (route_account IS NOT NULL OR platform_fee_cents = 0) AND (routed_at IS NOT NULL OR route_account IS NULL));
-- The same for the vendor's page, by the key under which the page was asked for; and what a paid one went by.
ALTER TABLE payments ADD COLUMN routed_for text;
ALTER TABLE payments ADD COLUMN routed_at timestamptz(3);
ALTER TABLE payments ADD COLUMN route_account text;
ALTER TABLE payments ADD COLUMN platform_fee_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE payments ADD CONSTRAINT payments_route CHECK (platform_fee_cents >= 0 AND (route_account IS NOT NULL OR platform_fee_cents = 0));

-- A dispute of such a payment takes the money back from where it went, and a won one sends it there again.
ALTER TABLE disputes ADD COLUMN recovered_ref text;
ALTER TABLE disputes ADD COLUMN restored_ref text;

-- Who bears what the platform and the payment service keep of a payment.
ALTER TABLE owner_agreements ADD COLUMN payment_fees_to text NOT NULL DEFAULT 'manager';
ALTER TABLE owner_agreements ADD CONSTRAINT owner_agreements_payment_fees CHECK (payment_fees_to IN ('owner', 'manager'));
ALTER TABLE owner_items DROP CONSTRAINT owner_items_source;
ALTER TABLE owner_items ADD CONSTRAINT owner_items_source
  CHECK (source_kind IN ('collected', 'returned', 'bill', 'bill_voided', 'management_fee', 'payment_fee'));
CREATE INDEX journal_entries_payment_fees ON journal_entries (organization_id, effective_on)
  WHERE kind IN ('platform_fee', 'platform_fee_returned', 'processing_fee');

-- The guard against parents of other organizations knows the references that a table has when it is made: those of
-- leases grew by their fee policy since.
DROP TRIGGER leases_own_parents ON leases;
DROP FUNCTION leases_own_parents();
SELECT refuse_parents_of_others('leases');
