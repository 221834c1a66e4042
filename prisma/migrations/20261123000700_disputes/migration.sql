-- What a payer's bank takes back: disputes of cards, and debits returned after they had come through.
CREATE TABLE disputes (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  payment_id text NOT NULL REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  lease_id text REFERENCES leases (id) ON DELETE SET NULL ON UPDATE CASCADE,
  vendor_ref text NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  return_code text,
  -- A debit returned by its bank can't be contested; a card's dispute can.
  is_contestable boolean NOT NULL,
  amount_cents bigint NOT NULL,
  -- What the vendor kept for it so far.
  fee_cents bigint NOT NULL DEFAULT 0,
  currency text NOT NULL DEFAULT 'USD',
  evidence_due_at timestamptz(3),
  statement text,
  wants_submission boolean NOT NULL DEFAULT false,
  submission_count integer NOT NULL DEFAULT 0,
  submitted_at timestamptz(3),
  -- Whether and when the money left, came back, and the matter ended.
  withdrawn_at timestamptz(3),
  reinstated_at timestamptz(3),
  closed_at timestamptz(3),
  accepted_by text,
  opened_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT disputes_status CHECK (status IN ('warning_needs_response','warning_under_review','warning_closed','needs_response','under_review','won','lost','closed')),
  CONSTRAINT disputes_amount CHECK (amount_cents > 0 AND fee_cents >= 0)
);
CREATE UNIQUE INDEX disputes_vendor_ref ON disputes (organization_id, vendor_ref);
CREATE INDEX disputes_payment ON disputes (payment_id);
CREATE INDEX disputes_lease ON disputes (lease_id, opened_at);
CREATE INDEX disputes_opened ON disputes (organization_id, opened_at, id);
SELECT isolate_by_organization('disputes');

-- What is said in a dispute: papers of ours, and what the landlord adds.
CREATE TABLE dispute_files (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  dispute_id text NOT NULL REFERENCES disputes (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  title text NOT NULL,
  document_id text REFERENCES documents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  media_id text REFERENCES media (id) ON DELETE SET NULL ON UPDATE CASCADE,
  added_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT dispute_files_one_source CHECK (num_nonnulls(document_id, media_id) = 1)
);
CREATE UNIQUE INDEX dispute_files_document_once ON dispute_files (dispute_id, document_id) WHERE document_id IS NOT NULL;
CREATE INDEX dispute_files_dispute ON dispute_files (dispute_id);
CREATE INDEX dispute_files_document ON dispute_files (document_id);
CREATE INDEX dispute_files_media ON dispute_files (media_id);
SELECT isolate_by_organization('dispute_files');

-- Evidence handed in: written down before it is sent; asked about where the answer was lost.
CREATE TABLE dispute_submissions (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  dispute_id text NOT NULL REFERENCES disputes (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number integer NOT NULL,
  status text NOT NULL DEFAULT 'prepared',
  words text NOT NULL,
  document_id text REFERENCES documents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  vendor_file_ref text,
  failure text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  CONSTRAINT dispute_submissions_status CHECK (status IN ('prepared','sent','unknown','refused'))
);
CREATE UNIQUE INDEX dispute_submissions_number ON dispute_submissions (dispute_id, number);
CREATE UNIQUE INDEX dispute_submissions_one_open ON dispute_submissions (dispute_id) WHERE status IN ('prepared','unknown');
CREATE INDEX dispute_submissions_document ON dispute_submissions (document_id);
SELECT isolate_by_organization('dispute_submissions');

-- A dispute may take back a part; what stands of a payment is its amount less this.
ALTER TABLE payments ADD COLUMN returned_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE payments ADD CONSTRAINT payments_returned CHECK (returned_cents >= 0 AND returned_cents <= amount_cents);
-- Whoever took a charge back: what `system` did follows the facts, what a person did stands.
ALTER TABLE charges ADD COLUMN voided_by text;

-- Bank debits that came back, however they did: what the network's ceilings are counted from.
CREATE TABLE bank_returns (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  payment_id text NOT NULL REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  code text NOT NULL,
  category text NOT NULL,
  returned_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT bank_returns_category CHECK (category IN ('unauthorized','administrative','other'))
);
CREATE UNIQUE INDEX bank_returns_payment ON bank_returns (payment_id);
CREATE INDEX bank_returns_counted ON bank_returns (organization_id, returned_at, category);
SELECT isolate_by_organization('bank_returns');
-- Beside them the debits that were presented, by when.
CREATE INDEX payments_debits ON payments (organization_id, created_at, status) WHERE method = 'us_bank_account';

-- A ceiling that was neared or passed is told once, until it is well again.
CREATE TABLE return_rate_alarms (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  ceiling text NOT NULL,
  percent_of_ceiling integer NOT NULL,
  raised_at timestamptz(3) NOT NULL,
  cleared_at timestamptz(3),
  CONSTRAINT return_rate_alarms_ceiling CHECK (ceiling IN ('unauthorized','administrative','overall')),
  CONSTRAINT return_rate_alarms_level CHECK (percent_of_ceiling IN (80, 100))
);
CREATE UNIQUE INDEX return_rate_alarms_standing ON return_rate_alarms (organization_id, ceiling, percent_of_ceiling) WHERE cleared_at IS NULL;
CREATE INDEX return_rate_alarms_organization ON return_rate_alarms (organization_id, raised_at);
SELECT isolate_by_organization('return_rate_alarms');

-- The delinquency board: what is late, read once through the organization's open charges.
CREATE INDEX charges_standing ON charges (organization_id, lease_id, due_on) INCLUDE (amount_cents) WHERE voided_at IS NULL;
CREATE INDEX allocations_standing ON allocations (organization_id, charge_id) INCLUDE (amount_cents, payment_id) WHERE voided_at IS NULL;
