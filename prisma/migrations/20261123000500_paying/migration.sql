-- Paying: the card fee that a payer bears, corrected and voided payments, months in which autopay holds still, and the
-- notices of a changed amount.

-- What the payer pays beside `amount_cents` for paying by card: never rent, its own line and its own ledger entry.
ALTER TABLE payments ADD COLUMN fee_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE payments ADD COLUMN fee_rule jsonb;
-- The payment recorded by hand that this one stands for instead, and why one was taken out of the books.
ALTER TABLE payments ADD COLUMN corrects_id text REFERENCES payments (id) ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE payments ADD COLUMN void_reason text;
ALTER TABLE payments ADD CONSTRAINT payments_fee CHECK (fee_cents >= 0 AND fee_cents < 100000000);
CREATE UNIQUE INDEX payments_corrects_id_key ON payments (corrects_id);

-- What the payer agreed to beside the words: the usual amount, and the card fee that they were told of.
ALTER TABLE mandates ADD COLUMN typical_cents bigint;
ALTER TABLE mandates ADD COLUMN card_fee jsonb;

-- A month in which autopay holds still: a stop-payment order or a pause. `in_time` as the law counts, three business
-- days before the debit; a later one is tried without a promise.
CREATE TABLE debit_holds (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  mandate_id text NOT NULL REFERENCES mandates (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  lease_id text NOT NULL REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  period text NOT NULL,
  kind text NOT NULL,
  debit_on date NOT NULL,
  in_time boolean NOT NULL,
  requested_by text NOT NULL,
  requested_at timestamptz(3) NOT NULL,
  lifted_at timestamptz(3),
  CONSTRAINT debit_holds_kind CHECK (kind IN ('stop', 'pause')),
  CONSTRAINT debit_holds_period CHECK (period ~ '^\d{4}-(0[1-9]|1[0-2])$')
);
CREATE INDEX debit_holds_organization_id_idx ON debit_holds (organization_id);
CREATE INDEX debit_holds_mandate_id_idx ON debit_holds (mandate_id);
CREATE INDEX debit_holds_lease_id_period_idx ON debit_holds (lease_id, period);
CREATE UNIQUE INDEX debit_holds_one_standing ON debit_holds (mandate_id, period) WHERE lifted_at IS NULL;

-- What a payer was told that a coming debit will be: Regulation E asks for ten days.
CREATE TABLE debit_notices (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  mandate_id text NOT NULL REFERENCES mandates (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  lease_id text NOT NULL REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  period text NOT NULL,
  amount_cents bigint NOT NULL,
  usual_cents bigint NOT NULL,
  debit_on date NOT NULL,
  sent_on date NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT debit_notices_amount CHECK (amount_cents > 0 AND usual_cents >= 0)
);
CREATE INDEX debit_notices_organization_id_idx ON debit_notices (organization_id);
CREATE INDEX debit_notices_lease_id_period_idx ON debit_notices (lease_id, period);
CREATE UNIQUE INDEX debit_notices_mandate_id_period_amount_cents_key ON debit_notices (mandate_id, period, amount_cents);

SELECT isolate_by_organization('debit_holds');
SELECT isolate_by_organization('debit_notices');
