-- What came through is no try that failed: a month that is paid in four parts by bank debit has been presented anew not
-- once. A debit that came through and is sent back later counts from then on. Numbers count the tries that did not come
-- through, so that one that came through may share its number with the next; the lock below keeps them in order.
DROP INDEX presentments_one_per_attempt;
CREATE OR REPLACE FUNCTION number_presentment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plan text; months text[]; own int; counted int; most int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(coalesce(NEW.lease_id, NEW.obligation), 0));
  SELECT p.plan_id, p.covers INTO plan, months FROM payments p WHERE p.id = NEW.payment_id;
  NEW.obligations := ARRAY[NEW.obligation];
  IF plan IS NOT NULL THEN
    NEW.obligations := NEW.obligations || ARRAY(SELECT DISTINCT c.lease_id || '/' || c.period FROM payment_plan_charges pc
      JOIN charges c ON c.id = pc.charge_id WHERE pc.plan_id = plan ORDER BY 1);
  ELSIF cardinality(months) > 0 THEN
    NEW.obligations := NEW.obligations || ARRAY(SELECT NEW.lease_id || '/' || m FROM unnest(months) m
      WHERE NEW.lease_id || '/' || m <> NEW.obligation ORDER BY 1);
  ELSIF NEW.lease_id IS NOT NULL THEN
    NEW.obligations := NEW.obligations || ARRAY(SELECT DISTINCT c.lease_id || '/' || c.period FROM charges c
      WHERE c.organization_id = NEW.organization_id AND c.lease_id = NEW.lease_id AND c.voided_at IS NULL
        AND c.lease_id || '/' || c.period <> NEW.obligation
        AND c.amount_cents > coalesce((SELECT sum(a.amount_cents) FROM allocations a WHERE a.charge_id = c.id AND a.voided_at IS NULL), 0)
      ORDER BY 1);
  END IF;
  IF EXISTS (SELECT FROM presentments WHERE organization_id = NEW.organization_id AND lease_id = NEW.lease_id
    AND obligations && NEW.obligations AND status IN ('created', 'submitted', 'unknown', 'processing')) THEN
    RAISE EXCEPTION 'another presentment of % is open', NEW.obligations USING ERRCODE = 'unique_violation', CONSTRAINT = 'presentments_one_open';
  END IF;
  SELECT count(*)::int INTO own FROM presentments
    WHERE obligation = NEW.obligation AND method_kind = NEW.method_kind AND organization_id = NEW.organization_id
      AND status NOT IN ('abandoned', 'succeeded');
  SELECT greatest(own, coalesce(max(tries) FILTER (WHERE o = NEW.obligation), 0)), greatest(own, coalesce(max(tries), 0)) INTO own, counted
    FROM (SELECT o, count(*)::int AS tries FROM unnest(NEW.obligations) o JOIN presentments p ON o = ANY (p.obligations)
      WHERE p.organization_id = NEW.organization_id AND p.lease_id = NEW.lease_id AND p.method_kind = NEW.method_kind
        AND p.status NOT IN ('abandoned', 'succeeded') GROUP BY o) t;
  -- The constraint says the same of the own obligation's number.
  most := CASE NEW.method_kind WHEN 'card' THEN 4 WHEN 'us_bank_account' THEN 3 ELSE 1 END;
  IF counted >= most THEN
    RAISE EXCEPTION 'no tries are left (presentments_cap): one of % was presented % times', NEW.obligations, counted
      USING ERRCODE = 'check_violation', CONSTRAINT = 'presentments_cap', TABLE = 'presentments';
  END IF;
  NEW.attempt := own + 1;
  RETURN NEW;
END $$;
