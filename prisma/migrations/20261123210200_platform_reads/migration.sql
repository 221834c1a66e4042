-- The platform's account with the payment service is read once for all organizations: how far its bookings were read,
-- and in which status each of its payouts was.
CREATE TABLE platform_reads (
  -- `bookings`, or `payout/{ref}/{status}`.
  id text PRIMARY KEY,
  read_until timestamptz(3) NOT NULL
);
REVOKE ALL ON platform_reads FROM tenure_app;
REVOKE DELETE, TRUNCATE ON platform_reads FROM tenure_system;
CREATE INDEX payment_methods_customer ON payment_methods (customer_ref);

CREATE FUNCTION platform_read(what text) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT r.read_until FROM platform_reads r WHERE r.id = what $$;
CREATE FUNCTION mark_platform_read(what text, until timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ INSERT INTO platform_reads AS r (id, read_until) VALUES (what, until)
    ON CONFLICT (id) DO UPDATE SET read_until = greatest(r.read_until, excluded.read_until) $$;

-- Whose business bookings of the platform's account are: of the organization that they name, or those to whose payments
-- or tenants they lead. Whatever leads nowhere is the business of an organization that is alone.
CREATE FUNCTION organizations_of_bookings(bookings jsonb) RETURNS TABLE (vendor_ref text, organization_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
  WITH given AS (SELECT b ->> 'ref' AS ref, b ->> 'organization_id' AS named, b -> 'leads' AS leads FROM jsonb_array_elements(bookings) b),
  lead AS (SELECT g.ref, l.lead FROM given g, jsonb_array_elements_text(g.leads) AS l(lead) WHERE g.named IS NULL),
  found AS (
    SELECT g.ref, o.id AS organization FROM given g JOIN organizations o ON o.id = g.named
    UNION SELECT l.ref, x.organization_id FROM lead l JOIN presentments x ON x.vendor_ref = l.lead
    UNION SELECT l.ref, p.organization_id FROM lead l JOIN payments p ON p.vendor_ref = l.lead
    UNION SELECT l.ref, m.organization_id FROM lead l JOIN payment_methods m ON m.customer_ref = l.lead
  )
  SELECT f.ref, f.organization FROM found f
  UNION ALL SELECT g.ref, o.id FROM given g CROSS JOIN organizations o
    WHERE g.named IS NULL AND NOT EXISTS (SELECT FROM found f WHERE f.ref = g.ref)
      AND NOT EXISTS (SELECT FROM organizations other WHERE other.id <> o.id)
  $$;
DO $$ DECLARE f regprocedure; BEGIN
  FOREACH f IN ARRAY ARRAY['platform_read(text)', 'mark_platform_read(text, timestamptz)', 'organizations_of_bookings(jsonb)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenure_system', f);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tenure_app', f);
  END LOOP;
END $$;
