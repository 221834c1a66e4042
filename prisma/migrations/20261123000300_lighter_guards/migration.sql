-- The ledger's law, asked once for a statement instead of once for a line; and what each lease stands at, kept by the
-- same statement, so that a balance is one step however long the lease's history.

-- A lease's balance of an account, debits positive: always the sum of its postings. Written by the trigger below and
-- by nobody else: the application reads it.
CREATE TABLE lease_balances (
  organization_id text NOT NULL,
  lease_id text NOT NULL,
  account text NOT NULL,
  balance_cents bigint NOT NULL,
  CONSTRAINT lease_balances_pkey PRIMARY KEY (lease_id, account),
  CONSTRAINT lease_balances_lease_id_fkey FOREIGN KEY (lease_id) REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE
) WITH (fillfactor = 70); -- room for the next amount on the same page: no index is touched
INSERT INTO lease_balances
  SELECT organization_id, lease_id, account, sum(amount_cents) FROM postings WHERE lease_id IS NOT NULL GROUP BY 1, 2, 3;
SELECT isolate_by_organization('lease_balances');
-- The one writer has looked at the lease already.
DROP TRIGGER lease_balances_own_parents ON lease_balances;
DROP FUNCTION lease_balances_own_parents();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON lease_balances FROM tenure_app;
REVOKE DELETE, TRUNCATE ON lease_balances FROM tenure_system;

-- An entry's lines come in one statement: all of them or none. So each statement can be judged by itself, at once:
-- it belongs to entries and leases of its organization, brings every line that its entries have, at least two for
-- each, and they sum to zero. Whatever came later would find lines standing and is refused, in the same transaction too.
CREATE FUNCTION lines_stand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE fault record;
BEGIN
  -- The answer for a row of another organization is that for one that is not there.
  PERFORM FROM (SELECT DISTINCT lease_id, organization_id FROM new_lines WHERE lease_id IS NOT NULL) n
    LEFT JOIN leases l ON l.id = n.lease_id WHERE l.organization_id IS DISTINCT FROM n.organization_id;
  IF FOUND THEN
    RAISE EXCEPTION 'insert or update on table "postings" violates foreign key constraint "postings_lease_id_fkey"'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'postings_lease_id_fkey', TABLE = 'postings';
  END IF;

  SELECT n.entry_id, n.total, n.lines, s.standing, e.organization_id IS NOT DISTINCT FROM n.organization_id AS is_own INTO fault
  FROM (SELECT entry_id, organization_id, sum(amount_cents) AS total, count(*) AS lines FROM new_lines GROUP BY 1, 2) n
    LEFT JOIN journal_entries e ON e.id = n.entry_id,
    LATERAL (SELECT count(*) AS standing FROM postings p WHERE p.entry_id = n.entry_id) s
  WHERE e.organization_id IS DISTINCT FROM n.organization_id OR s.standing <> n.lines OR n.total <> 0 OR n.lines < 2 LIMIT 1;
  IF NOT fault.is_own THEN
    RAISE EXCEPTION 'insert or update on table "postings" violates foreign key constraint "postings_entry_id_fkey"'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'postings_entry_id_fkey', TABLE = 'postings';
  ELSIF fault.standing <> fault.lines THEN
    RAISE EXCEPTION 'entry % stands: a line added later refused', fault.entry_id USING ERRCODE = 'insufficient_privilege';
  ELSIF fault.entry_id IS NOT NULL THEN
    RAISE EXCEPTION 'entry % does not balance: % cents over % postings', fault.entry_id, fault.total, fault.lines USING ERRCODE = 'check_violation';
  END IF;

  -- In the order of the keys: two that post to the same leases wait for each other and never in a circle.
  INSERT INTO lease_balances AS b (organization_id, lease_id, account, balance_cents)
    SELECT organization_id, lease_id, account, sum(amount_cents) FROM new_lines WHERE lease_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY lease_id, account
    ON CONFLICT (lease_id, account) DO UPDATE SET balance_cents = b.balance_cents + excluded.balance_cents;
  RETURN NULL;
END $$;
ALTER FUNCTION lines_stand OWNER TO tenure_system;
REVOKE EXECUTE ON FUNCTION lines_stand FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lines_stand TO tenure_app;
CREATE TRIGGER postings_stand AFTER INSERT ON postings REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION lines_stand();

-- What it takes the place of. That an entry has lines at all is still asked of each at commit (entries_have_postings).
DROP TRIGGER postings_balance ON postings;
DROP FUNCTION entry_balances();
DROP TRIGGER postings_own_parents ON postings;
DROP FUNCTION postings_own_parents();
