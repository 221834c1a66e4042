-- Deposits: what is held for each lease, what became of it, and by when it must be back.

-- One for each lease that ever received deposit money. What is held stands in the ledger and nowhere else.
CREATE TABLE deposits (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  lease_id text NOT NULL REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  status text NOT NULL DEFAULT 'held',
  -- The day the tenants gave the home back: the law's clock runs from it.
  moved_out_on date,
  due_on date,
  -- The rule that the deadline was computed by.
  rule jsonb,
  -- Where the tenants want their mail.
  forwarding_address text,
  -- The last warning that was given: `half`, `last` or `passed`.
  warned text,
  statement_document_id text REFERENCES documents (id) ON DELETE SET NULL ON UPDATE CASCADE,
  settled_at timestamptz(3),
  statement_sent_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT deposits_status CHECK (status IN ('held', 'due', 'settled')),
  CONSTRAINT deposits_warned CHECK (warned IN ('half', 'last', 'passed')),
  CONSTRAINT deposits_clock CHECK (status = 'held' OR (moved_out_on IS NOT NULL AND due_on IS NOT NULL))
);
CREATE UNIQUE INDEX deposits_lease ON deposits (lease_id);
CREATE INDEX deposits_statement ON deposits (statement_document_id);
CREATE INDEX deposits_by_deadline ON deposits (organization_id, coalesce(due_on, date '9999-12-31'), id);
INSERT INTO deposits (id, organization_id, lease_id)
  SELECT 'dep_' || substr(lease_id, 7), organization_id, lease_id FROM lease_balances WHERE account = 'deposits_held' AND balance_cents <> 0;

-- What became of it: interest added, something kept, something returned, something moved to the next lease.
CREATE TABLE deposit_movements (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  deposit_id text NOT NULL REFERENCES deposits (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  lease_id text NOT NULL REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'posted',
  amount_cents bigint NOT NULL,
  effective_on date NOT NULL,
  reason text,
  -- Of a deduction: what it is for, the charge that it pays and the payment that says so.
  purpose text,
  charge_id text REFERENCES charges (id) ON DELETE SET NULL ON UPDATE CASCADE,
  payment_id text REFERENCES payments (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- Of a return: to whom, how, and where to.
  tenant_id text REFERENCES tenants (id) ON DELETE SET NULL ON UPDATE CASCADE,
  method text,
  reference text,
  address text,
  refund_id text REFERENCES refunds (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- Of a transfer: the lease it went to.
  to_lease_id text REFERENCES leases (id) ON DELETE SET NULL ON UPDATE CASCADE,
  -- Of interest: the days it is for, and how it was computed.
  from_on date,
  to_on date,
  rule jsonb,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  voided_at timestamptz(3),
  void_reason text,
  CONSTRAINT deposit_movements_status CHECK (status IN ('posted', 'voided')),
  CONSTRAINT deposit_movements_kind CHECK (kind IN ('interest', 'deduction', 'return', 'transfer')),
  CONSTRAINT deposit_movements_amount CHECK (amount_cents > 0 AND amount_cents < 100000000000),
  CONSTRAINT deposit_movements_deduction CHECK (kind <> 'deduction' OR (reason IS NOT NULL AND purpose IN ('damage', 'charge') AND charge_id IS NOT NULL AND payment_id IS NOT NULL)),
  CONSTRAINT deposit_movements_return CHECK (kind <> 'return' OR (method IN ('check', 'ach', 'cash', 'original') AND (method = 'original') = (refund_id IS NOT NULL))),
  CONSTRAINT deposit_movements_transfer CHECK (kind <> 'transfer' OR to_lease_id IS NOT NULL),
  CONSTRAINT deposit_movements_interest CHECK (kind <> 'interest' OR (from_on IS NOT NULL AND to_on >= from_on)),
  CONSTRAINT deposit_movements_void CHECK (status = 'posted' OR (kind = 'deduction' AND voided_at IS NOT NULL))
);
CREATE INDEX deposit_movements_organization ON deposit_movements (organization_id);
CREATE INDEX deposit_movements_deposit ON deposit_movements (deposit_id, created_at, id);
CREATE INDEX deposit_movements_lease ON deposit_movements (lease_id);
CREATE INDEX deposit_movements_charge ON deposit_movements (charge_id);
CREATE INDEX deposit_movements_payment ON deposit_movements (payment_id);
CREATE INDEX deposit_movements_tenant ON deposit_movements (tenant_id);
CREATE INDEX deposit_movements_refund ON deposit_movements (refund_id);
CREATE INDEX deposit_movements_to_lease ON deposit_movements (to_lease_id);
-- A day bears interest once.
CREATE UNIQUE INDEX deposit_movements_interest_once ON deposit_movements (deposit_id, from_on) WHERE kind = 'interest';

-- Photos of what was damaged, and receipts of what was paid for it.
CREATE TABLE deposit_proofs (
  organization_id text NOT NULL,
  movement_id text NOT NULL REFERENCES deposit_movements (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  media_id text NOT NULL REFERENCES media (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  CONSTRAINT deposit_proofs_pkey PRIMARY KEY (movement_id, media_id),
  CONSTRAINT deposit_proofs_kind CHECK (kind IN ('photo', 'receipt'))
);
CREATE INDEX deposit_proofs_organization ON deposit_proofs (organization_id);
CREATE INDEX deposit_proofs_media ON deposit_proofs (media_id);

-- Never more than is held, whoever asks at once: at commit each movement stands in the ledger with its amount, and what
-- is left of the deposit is not below zero. Those who post to a lease wait for each other at its balance.
CREATE FUNCTION deposit_is_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE booked bigint; stands bigint;
BEGIN
  SELECT coalesce(sum(p.amount_cents), 0) INTO booked FROM journal_entries e JOIN postings p ON p.entry_id = e.id
    WHERE e.subject_id = coalesce(NEW.refund_id, NEW.id) AND p.lease_id = NEW.lease_id AND p.account = 'deposits_held';
  IF booked <> (CASE WHEN NEW.kind = 'interest' THEN -NEW.amount_cents ELSE NEW.amount_cents END) THEN
    RAISE EXCEPTION 'deposit movement % is % cents, booked are %', NEW.id, NEW.amount_cents, booked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_movements_booked', TABLE = 'deposit_movements';
  END IF;
  SELECT balance_cents INTO stands FROM lease_balances WHERE lease_id = NEW.lease_id AND account = 'deposits_held';
  IF coalesce(stands, 0) > 0 THEN
    RAISE EXCEPTION 'deposit movement % is more than is held', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_movements_covered', TABLE = 'deposit_movements';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER deposit_movements_covered AFTER INSERT ON deposit_movements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deposit_is_covered();
-- What it was never changes; a deduction made by mistake is voided.
CREATE FUNCTION deposit_movement_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'deposit movement % stands', OLD.id USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER deposit_movements_stand BEFORE UPDATE ON deposit_movements FOR EACH ROW
  WHEN (OLD.amount_cents <> NEW.amount_cents OR OLD.kind <> NEW.kind OR OLD.deposit_id <> NEW.deposit_id OR OLD.lease_id <> NEW.lease_id)
  EXECUTE FUNCTION deposit_movement_stands();

SELECT isolate_by_organization('deposits');
SELECT isolate_by_organization('deposit_movements');
SELECT isolate_by_organization('deposit_proofs');
REVOKE DELETE ON deposits, deposit_movements, deposit_proofs FROM tenure_app;
REVOKE UPDATE ON deposit_proofs FROM tenure_app;
