-- Reconciliation: what the payment service says, written down as it says it, and what differs from our books.

-- One for each organization and day; run again on the same day it goes over the same ground.
CREATE TABLE reconciliations (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  run_on date NOT NULL,
  status text NOT NULL DEFAULT 'running',
  -- How often it was run: differences know in which run they were last seen.
  run integer NOT NULL DEFAULT 1,
  -- By account (empty for the platform's own): the instant up to which everything was read.
  read_until jsonb NOT NULL DEFAULT '{}',
  totals jsonb NOT NULL DEFAULT '[]',
  booked_count integer NOT NULL DEFAULT 0,
  opened_count integer NOT NULL DEFAULT 0,
  closed_count integer NOT NULL DEFAULT 0,
  open_count integer NOT NULL DEFAULT 0,
  started_by text,
  workflow_id text NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at timestamptz(3),
  CONSTRAINT reconciliations_status CHECK (status IN ('running', 'completed')),
  CONSTRAINT reconciliations_finished CHECK (status <> 'completed' OR finished_at IS NOT NULL)
);
CREATE UNIQUE INDEX reconciliations_day ON reconciliations (organization_id, run_on);

-- Bookings of the payment service that concern an organization, as it showed them. Never changed.
CREATE TABLE vendor_bookings (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  account text NOT NULL,
  vendor_ref text NOT NULL,
  type text NOT NULL,
  -- What it means to us (domain/reconciliation/movements.ts), and the service's or our name of what it is about.
  aspect text NOT NULL,
  subject_ref text NOT NULL,
  -- Our payment, as the service kept it for us.
  payment_ref text,
  amount_cents bigint NOT NULL,
  -- The fee that this organization bears.
  fee_cents bigint NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT vendor_bookings_aspect CHECK (aspect IN ('received', 'refunded', 'disputed', 'fees', 'owner_paid', 'payout', 'other'))
);
CREATE UNIQUE INDEX vendor_bookings_once ON vendor_bookings (organization_id, vendor_ref);
CREATE INDEX vendor_bookings_subject ON vendor_bookings (organization_id, subject_ref);
CREATE INDEX vendor_bookings_payment ON vendor_bookings (organization_id, payment_ref);

-- Payouts to a bank, a row for each status in which they were seen. Never changed.
CREATE TABLE vendor_payouts (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  account text NOT NULL,
  vendor_ref text NOT NULL,
  status text NOT NULL,
  amount_cents bigint NOT NULL,
  -- What it pays out comes to; null where the service does not list it.
  items_cents bigint,
  -- What of it is this organization's.
  own_cents bigint NOT NULL,
  arrives_on date NOT NULL,
  failure_code text,
  occurred_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT vendor_payouts_status CHECK (status IN ('pending', 'in_transit', 'paid', 'failed', 'canceled'))
);
CREATE UNIQUE INDEX vendor_payouts_once ON vendor_payouts (organization_id, vendor_ref, status);

-- What differs, until somebody or a later run closes it.
CREATE TABLE differences (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  -- The run that found it first.
  reconciliation_id text NOT NULL REFERENCES reconciliations (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  -- Kind and subject: while one is open, there is no second.
  key text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'open',
  subject_id text NOT NULL,
  lease_id text REFERENCES leases (id) ON DELETE SET NULL ON UPDATE CASCADE,
  expected_cents bigint NOT NULL,
  found_cents bigint NOT NULL,
  cause text NOT NULL,
  action text NOT NULL,
  -- The run that saw it last: `{reconciliation}/{run}`.
  seen_in text NOT NULL,
  opened_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  closed_at timestamptz(3),
  closed_by text,
  close_reason text,
  CONSTRAINT differences_status CHECK (status IN ('open', 'closed')),
  CONSTRAINT differences_amounts CHECK (expected_cents <> found_cents),
  CONSTRAINT differences_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL AND close_reason IS NOT NULL))
);
CREATE UNIQUE INDEX differences_one_open ON differences (organization_id, key) WHERE status = 'open';
CREATE INDEX differences_list ON differences (organization_id, opened_at, id);
CREATE INDEX differences_key ON differences (organization_id, key);
CREATE INDEX differences_reconciliation ON differences (reconciliation_id);
CREATE INDEX differences_lease ON differences (lease_id);

SELECT isolate_by_organization('reconciliations');
SELECT isolate_by_organization('vendor_bookings');
SELECT isolate_by_organization('vendor_payouts');
SELECT isolate_by_organization('differences');
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['vendor_bookings', 'vendor_payouts'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t || '_append_only', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_no_truncate', t);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM tenure_app, tenure_system', t);
  END LOOP;
END $$;

-- Functions that look across organizations: the zones and organizations that a day's runs visit, and whether an
-- organization is alone on the platform's own account, so that whatever happens there is its business.
CREATE FUNCTION zones_of_organizations() RETURNS TABLE (time_zone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT o.time_zone FROM organizations o WHERE EXISTS (SELECT FROM leases l WHERE l.organization_id = o.id) $$;
CREATE FUNCTION organizations_of_zone(zone text, after_id text, page int) RETURNS TABLE (organization_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT o.id FROM organizations o WHERE o.time_zone = zone AND o.id > after_id AND EXISTS (SELECT FROM leases l WHERE l.organization_id = o.id) ORDER BY 1 LIMIT page $$;
CREATE FUNCTION is_alone_on_platform(organization text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT NOT EXISTS (SELECT FROM organizations o WHERE o.id <> organization) $$;
CREATE FUNCTION organization_of_account(ref text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT c.organization_id FROM connect_accounts c WHERE c.vendor_ref = ref AND c.owner_id IS NULL $$;
DO $$ DECLARE f regprocedure; BEGIN
  FOREACH f IN ARRAY ARRAY['zones_of_organizations()', 'organizations_of_zone(text, text, int)', 'is_alone_on_platform(text)', 'organization_of_account(text)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenure_system', f);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tenure_app', f);
  END LOOP;
END $$;
