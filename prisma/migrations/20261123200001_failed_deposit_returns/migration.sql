-- A return of a deposit to a card or bank account may fail: a movement of its own says so, and the deposit is held again.
ALTER TABLE deposit_movements ADD COLUMN reverses_id text REFERENCES deposit_movements (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX deposit_movements_reverses ON deposit_movements (reverses_id);
ALTER TABLE deposit_movements DROP CONSTRAINT deposit_movements_kind;
ALTER TABLE deposit_movements ADD CONSTRAINT deposit_movements_kind CHECK (kind IN ('interest', 'deduction', 'return', 'return_failed', 'transfer'));
ALTER TABLE deposit_movements ADD CONSTRAINT deposit_movements_return_failed CHECK (kind <> 'return_failed' OR reason IS NOT NULL);

-- As before; what adds to the deposit is booked as a credit.
CREATE OR REPLACE FUNCTION deposit_is_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE booked bigint; stands bigint; returned bigint; subject text;
BEGIN
  -- What goes by a refund is booked as the refund's, going and coming.
  SELECT coalesce(NEW.refund_id, r.refund_id, NEW.id) INTO subject FROM (SELECT NEW.reverses_id AS id) n LEFT JOIN deposit_movements r USING (id);
  SELECT coalesce(sum(p.amount_cents), 0) INTO booked FROM journal_entries e JOIN postings p ON p.entry_id = e.id
    WHERE e.subject_id = subject AND p.lease_id = NEW.lease_id AND p.account = 'deposits_held'
      AND (NEW.kind <> 'return_failed' OR e.kind = 'deposit_return_failed');
  IF booked <> (CASE WHEN NEW.kind IN ('interest', 'return_failed') THEN -NEW.amount_cents ELSE NEW.amount_cents END) THEN
    RAISE EXCEPTION 'deposit movement % is % cents, booked are %', NEW.id, NEW.amount_cents, booked
      USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_movements_booked', TABLE = 'deposit_movements';
  END IF;
  -- No more comes back than had gone, and only of a return of the same lease.
  IF NEW.kind = 'return_failed' THEN
    SELECT amount_cents INTO returned FROM deposit_movements WHERE id = NEW.reverses_id AND kind = 'return' AND lease_id = NEW.lease_id;
    IF coalesce(returned, 0) < NEW.amount_cents THEN
      RAISE EXCEPTION 'deposit movement % is more than was returned', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_movements_returned', TABLE = 'deposit_movements';
    END IF;
  END IF;
  SELECT balance_cents INTO stands FROM lease_balances WHERE lease_id = NEW.lease_id AND account = 'deposits_held';
  IF coalesce(stands, 0) > 0 THEN
    RAISE EXCEPTION 'deposit movement % is more than is held', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_movements_covered', TABLE = 'deposit_movements';
  END IF;
  RETURN NULL;
END $$;
