-- Cash, checks and money orders that were taken to the bank: until then they are received, and not in the bank.
CREATE TABLE bank_deposits (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  status text NOT NULL DEFAULT 'posted',
  deposited_on date NOT NULL,
  -- What the bank's slip or statement says.
  reference text NOT NULL,
  amount_cents bigint NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  voided_at timestamptz(3),
  void_reason text,
  CONSTRAINT bank_deposits_status CHECK (status IN ('posted', 'voided')),
  CONSTRAINT bank_deposits_amount CHECK (amount_cents > 0 AND amount_cents < 100000000000),
  CONSTRAINT bank_deposits_void CHECK ((status = 'voided') = (voided_at IS NOT NULL))
);
CREATE INDEX bank_deposits_list ON bank_deposits (organization_id, deposited_on, id);

-- The payments in it, each with what of it was there. Voided, they can be deposited again.
CREATE TABLE bank_deposit_items (
  organization_id text NOT NULL,
  bank_deposit_id text NOT NULL REFERENCES bank_deposits (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  payment_id text NOT NULL REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  amount_cents bigint NOT NULL,
  released_at timestamptz(3),
  CONSTRAINT bank_deposit_items_pkey PRIMARY KEY (bank_deposit_id, payment_id),
  CONSTRAINT bank_deposit_items_amount CHECK (amount_cents > 0)
);
CREATE INDEX bank_deposit_items_organization ON bank_deposit_items (organization_id);
CREATE INDEX bank_deposit_items_payment ON bank_deposit_items (payment_id);
-- A payment goes to the bank once.
CREATE UNIQUE INDEX bank_deposit_items_once ON bank_deposit_items (payment_id) WHERE released_at IS NULL;

-- At commit a deposit is what its payments come to, and what the ledger moved.
CREATE FUNCTION bank_deposit_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE listed bigint; booked bigint;
BEGIN
  SELECT coalesce(sum(amount_cents), 0) INTO listed FROM bank_deposit_items WHERE bank_deposit_id = NEW.id;
  SELECT coalesce(sum(p.amount_cents), 0) INTO booked FROM journal_entries e JOIN postings p ON p.entry_id = e.id
    WHERE e.subject_id = NEW.id AND e.kind = 'bank_deposited' AND p.account = 'bank';
  IF listed <> NEW.amount_cents OR booked <> NEW.amount_cents THEN
    RAISE EXCEPTION 'bank deposit % is % cents, its payments are % and booked are %', NEW.id, NEW.amount_cents, listed, booked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_deposits_add_up', TABLE = 'bank_deposits';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bank_deposits_add_up AFTER INSERT ON bank_deposits DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_deposit_adds_up();

SELECT isolate_by_organization('bank_deposits');
SELECT isolate_by_organization('bank_deposit_items');
REVOKE DELETE ON bank_deposits, bank_deposit_items FROM tenure_app;

-- A photo of the check or of the receipt that was handed out.
ALTER TABLE payments ADD COLUMN receipt_media_id text REFERENCES media (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX payments_receipt ON payments (receipt_media_id);

-- Both new references, this and the one of a failed return, lead to rows of the same organization.
DROP TRIGGER payments_own_parents ON payments;
DROP FUNCTION payments_own_parents();
SELECT refuse_parents_of_others('payments');
DROP TRIGGER deposit_movements_own_parents ON deposit_movements;
DROP FUNCTION deposit_movements_own_parents();
SELECT refuse_parents_of_others('deposit_movements');
