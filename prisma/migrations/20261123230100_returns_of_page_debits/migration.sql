-- A bank debit that a payer gave on the vendor's page is presented by the vendor, not by us. Where its bank sent it back it
-- is a try for the months that it asked for, whatever path asks for them next.
CREATE FUNCTION returned_page_debits(organization text, lease text, debt text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM payments y JOIN bank_returns r ON r.payment_id = y.id
  WHERE y.organization_id = organization AND y.lease_id = lease AND y.method = 'us_bank_account'
    AND (y.obligation = debt OR debt = ANY (ARRAY(SELECT y.lease_id || '/' || m FROM unnest(y.covers) m)))
    AND NOT EXISTS (SELECT FROM presentments x WHERE x.payment_id = y.id) $$;
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
  -- Of what it is a try for: the presentments that did not come through, and the bank debits that a payer gave on the
  -- vendor's page and that came back, which are no presentments of ours and were presented all the same.
  SELECT coalesce(max(tries) FILTER (WHERE o = NEW.obligation), 0), coalesce(max(tries), 0) INTO own, counted
    FROM (SELECT o, (SELECT count(*) FROM presentments p
          WHERE p.organization_id = NEW.organization_id AND p.lease_id = NEW.lease_id AND o = ANY (p.obligations)
            AND p.method_kind = NEW.method_kind AND p.status NOT IN ('abandoned', 'succeeded'))
        + (SELECT count(*) FROM presentments p
          WHERE NEW.lease_id IS NULL AND p.organization_id = NEW.organization_id AND p.obligation = o
            AND p.method_kind = NEW.method_kind AND p.status NOT IN ('abandoned', 'succeeded'))
        + CASE WHEN NEW.method_kind = 'us_bank_account' THEN returned_page_debits(NEW.organization_id, NEW.lease_id, o) ELSE 0 END AS tries
      FROM unnest(NEW.obligations) o) t;
  -- The constraint says the same of the own obligation's number.
  most := CASE NEW.method_kind WHEN 'card' THEN 4 WHEN 'us_bank_account' THEN 3 ELSE 1 END;
  IF counted >= most THEN
    RAISE EXCEPTION 'no tries are left (presentments_cap): one of % was presented % times', NEW.obligations, counted
      USING ERRCODE = 'check_violation', CONSTRAINT = 'presentments_cap', TABLE = 'presentments';
  END IF;
  NEW.attempt := own + 1;
  RETURN NEW;
END $$;
