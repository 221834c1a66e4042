-- Owners and what they get: parts of property by dates, agreements, bills, monthly statements, payouts, and the accounts
-- with the payment service.

CREATE TABLE "owners" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contact_name" TEXT,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "address" JSONB,
    "tax_id_kind" TEXT,
    "tax_id" BYTEA,
    "tax_id_last4" TEXT,
    "reserve_cents" BIGINT NOT NULL DEFAULT 0,
    "payout_method" TEXT NOT NULL DEFAULT 'check',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "owners_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ownerships" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "property_id" TEXT NOT NULL,
    "unit_id" TEXT,
    "owner_id" TEXT NOT NULL,
    "share_bps" INTEGER NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ownerships_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "owner_agreements" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "property_id" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "fee_kind" TEXT NOT NULL,
    "fee_bps" INTEGER NOT NULL DEFAULT 0,
    "fee_flat_cents" BIGINT NOT NULL DEFAULT 0,
    "fee_minimum_cents" BIGINT NOT NULL DEFAULT 0,
    "tenant_fees_to" TEXT NOT NULL DEFAULT 'manager',
    "reserve_cents" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "owner_agreements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "bills" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "property_id" TEXT NOT NULL,
    "unit_id" TEXT,
    "vendor_id" TEXT,
    "work_order_id" TEXT,
    "payee" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "number" TEXT,
    "amount_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "billed_on" DATE NOT NULL,
    "due_on" DATE,
    "approved_on" DATE,
    "approved_by" TEXT,
    "paid_on" DATE,
    "paid_by" TEXT,
    "paid_how" TEXT,
    "voided_on" DATE,
    "void_reason" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bills_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "owner_statement_runs" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "after_property" TEXT NOT NULL DEFAULT '',
    "gathered_at" TIMESTAMPTZ(3),
    "statement_count" INTEGER NOT NULL DEFAULT 0,
    "payable_cents" BIGINT NOT NULL DEFAULT 0,
    "started_by" TEXT,
    "workflow_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "owner_statement_runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "owner_items" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "source_kind" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "property_id" TEXT NOT NULL,
    "unit_id" TEXT,
    "category" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "happened_on" DATE NOT NULL,

    CONSTRAINT "owner_items_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "owner_statements" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "opening_cents" BIGINT NOT NULL DEFAULT 0,
    "collected_cents" BIGINT NOT NULL DEFAULT 0,
    "management_fee_cents" BIGINT NOT NULL DEFAULT 0,
    "expenses_cents" BIGINT NOT NULL DEFAULT 0,
    "reserve_cents" BIGINT NOT NULL DEFAULT 0,
    "reserve_held_cents" BIGINT NOT NULL DEFAULT 0,
    "reserve_target_cents" BIGINT NOT NULL DEFAULT 0,
    "payable_cents" BIGINT NOT NULL DEFAULT 0,
    "pdf_document_id" TEXT,
    "csv_document_id" TEXT,
    "posted_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "owner_statements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "owner_statement_lines" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "share_bps" INTEGER NOT NULL,
    "amount_cents" BIGINT NOT NULL,

    CONSTRAINT "owner_statement_lines_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "owner_payouts" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "amount_cents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "method" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'created',
    "reference" TEXT,
    "paid_on" DATE,
    "collect_ref" TEXT,
    "transfer_ref" TEXT,
    "return_ref" TEXT,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "workflow_id" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "owner_payouts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "connect_accounts" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "owner_id" TEXT,
    "vendor_ref" TEXT,
    "charges_enabled" BOOLEAN NOT NULL DEFAULT false,
    "payouts_enabled" BOOLEAN NOT NULL DEFAULT false,
    "transfers_enabled" BOOLEAN NOT NULL DEFAULT false,
    "details_submitted" BOOLEAN NOT NULL DEFAULT false,
    "currently_due" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "past_due" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "disabled_reason" TEXT,
    "due_by" TIMESTAMPTZ(3),
    "synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connect_accounts_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "postings" ADD COLUMN "owner_id" TEXT;

CREATE INDEX "owners_organization_id_name_id_idx" ON "owners"("organization_id", "name", "id");
CREATE INDEX "ownerships_organization_id_idx" ON "ownerships"("organization_id");
CREATE INDEX "ownerships_property_id_idx" ON "ownerships"("property_id");
CREATE INDEX "ownerships_unit_id_idx" ON "ownerships"("unit_id");
CREATE INDEX "ownerships_owner_id_idx" ON "ownerships"("owner_id");
CREATE UNIQUE INDEX "owner_agreements_property_id_starts_on_key" ON "owner_agreements"("property_id", "starts_on");
CREATE INDEX "owner_agreements_organization_id_idx" ON "owner_agreements"("organization_id");
CREATE UNIQUE INDEX "bills_work_order_id_key" ON "bills"("work_order_id");
CREATE INDEX "bills_organization_id_billed_on_id_idx" ON "bills"("organization_id", "billed_on", "id");
CREATE INDEX "bills_property_id_idx" ON "bills"("property_id");
CREATE INDEX "bills_unit_id_idx" ON "bills"("unit_id");
CREATE INDEX "bills_vendor_id_idx" ON "bills"("vendor_id");
CREATE UNIQUE INDEX "owner_statement_runs_organization_id_period_key" ON "owner_statement_runs"("organization_id", "period");
CREATE UNIQUE INDEX "owner_items_organization_id_source_kind_source_id_key" ON "owner_items"("organization_id", "source_kind", "source_id");
CREATE INDEX "owner_items_run_id_idx" ON "owner_items"("run_id");
CREATE INDEX "owner_items_property_id_idx" ON "owner_items"("property_id");
CREATE INDEX "owner_items_unit_id_idx" ON "owner_items"("unit_id");
CREATE UNIQUE INDEX "owner_statements_owner_id_period_key" ON "owner_statements"("owner_id", "period");
CREATE INDEX "owner_statements_organization_id_period_id_idx" ON "owner_statements"("organization_id", "period", "id");
CREATE INDEX "owner_statements_run_id_idx" ON "owner_statements"("run_id");
CREATE UNIQUE INDEX "owner_statement_lines_item_id_statement_id_key" ON "owner_statement_lines"("item_id", "statement_id");
CREATE INDEX "owner_statement_lines_organization_id_idx" ON "owner_statement_lines"("organization_id");
CREATE INDEX "owner_statement_lines_statement_id_idx" ON "owner_statement_lines"("statement_id");
CREATE INDEX "owner_payouts_organization_id_created_at_id_idx" ON "owner_payouts"("organization_id", "created_at", "id");
CREATE INDEX "owner_payouts_owner_id_idx" ON "owner_payouts"("owner_id");
CREATE INDEX "owner_payouts_transfer_ref_idx" ON "owner_payouts"("transfer_ref");
CREATE UNIQUE INDEX "connect_accounts_owner_id_key" ON "connect_accounts"("owner_id");
CREATE UNIQUE INDEX "connect_accounts_vendor_ref_key" ON "connect_accounts"("vendor_ref");
CREATE INDEX "connect_accounts_organization_id_idx" ON "connect_accounts"("organization_id");
CREATE INDEX "postings_owner_id_account_idx" ON "postings"("owner_id", "account");

ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "properties"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "owners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_agreements" ADD CONSTRAINT "owner_agreements_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "properties"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bills" ADD CONSTRAINT "bills_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "properties"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "bills" ADD CONSTRAINT "bills_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "bills" ADD CONSTRAINT "bills_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendors"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "bills" ADD CONSTRAINT "bills_work_order_id_fkey" FOREIGN KEY ("work_order_id") REFERENCES "work_orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "owner_items" ADD CONSTRAINT "owner_items_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "owner_statement_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_items" ADD CONSTRAINT "owner_items_property_id_fkey" FOREIGN KEY ("property_id") REFERENCES "properties"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_items" ADD CONSTRAINT "owner_items_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "owner_statements" ADD CONSTRAINT "owner_statements_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "owners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_statements" ADD CONSTRAINT "owner_statements_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "owner_statement_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_statement_lines" ADD CONSTRAINT "owner_statement_lines_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "owner_statements"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_statement_lines" ADD CONSTRAINT "owner_statement_lines_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "owner_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owner_payouts" ADD CONSTRAINT "owner_payouts_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "owners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "connect_accounts" ADD CONSTRAINT "connect_accounts_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "owners"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "postings" ADD CONSTRAINT "postings_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "owners"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What is possible at all.
ALTER TABLE owners ADD CONSTRAINT owners_kind CHECK (kind IN ('person', 'company'));
ALTER TABLE owners ADD CONSTRAINT owners_payout_method CHECK (payout_method IN ('stripe', 'ach', 'check'));
ALTER TABLE owners ADD CONSTRAINT owners_tax_id CHECK ((tax_id IS NULL) = (tax_id_kind IS NULL) AND (tax_id_kind IS NULL OR tax_id_kind IN ('ssn', 'ein')));
ALTER TABLE owners ADD CONSTRAINT owners_reserve CHECK (reserve_cents >= 0);
ALTER TABLE ownerships ADD CONSTRAINT ownerships_share CHECK (share_bps BETWEEN 1 AND 10000);
ALTER TABLE ownerships ADD CONSTRAINT ownerships_dates CHECK (ends_on IS NULL OR ends_on >= starts_on);
ALTER TABLE owner_agreements ADD CONSTRAINT owner_agreements_terms CHECK (fee_kind IN ('percent', 'flat')
  AND fee_bps BETWEEN 0 AND 10000 AND fee_flat_cents >= 0 AND fee_minimum_cents >= 0 AND reserve_cents >= 0 AND tenant_fees_to IN ('owner', 'manager'));
ALTER TABLE bills ADD CONSTRAINT bills_status CHECK (status IN ('draft', 'approved', 'paid', 'voided'));
ALTER TABLE bills ADD CONSTRAINT bills_amount CHECK (amount_cents > 0 AND amount_cents < 100000000000);
ALTER TABLE bills ADD CONSTRAINT bills_dates CHECK ((status NOT IN ('approved', 'paid') OR approved_on IS NOT NULL) AND (status <> 'paid' OR paid_on IS NOT NULL) AND (status <> 'voided' OR voided_on IS NOT NULL));
ALTER TABLE owner_statement_runs ADD CONSTRAINT owner_statement_runs_status CHECK (status IN ('running', 'completed'));
ALTER TABLE owner_statement_runs ADD CONSTRAINT owner_statement_runs_period CHECK (period ~ '^\d{4}-(0[1-9]|1[0-2])$');
ALTER TABLE owner_items ADD CONSTRAINT owner_items_source CHECK (source_kind IN ('collected', 'returned', 'bill', 'bill_voided', 'management_fee'));
ALTER TABLE owner_statements ADD CONSTRAINT owner_statements_status CHECK (status IN ('draft', 'posted', 'sent'));
-- A statement adds up, by itself, to the cent.
ALTER TABLE owner_statements ADD CONSTRAINT owner_statements_adds_up CHECK (status = 'draft'
  OR payable_cents = opening_cents + collected_cents + management_fee_cents + expenses_cents - reserve_cents);
ALTER TABLE owner_payouts ADD CONSTRAINT owner_payouts_status CHECK (status IN ('created', 'sending', 'unknown', 'paid', 'failed', 'returned'));
ALTER TABLE owner_payouts ADD CONSTRAINT owner_payouts_method CHECK (method IN ('stripe', 'ach', 'check'));
ALTER TABLE owner_payouts ADD CONSTRAINT owner_payouts_amount CHECK (amount_cents > 0);
CREATE UNIQUE INDEX connect_accounts_one_own ON connect_accounts (organization_id) WHERE owner_id IS NULL;

-- The parts of one place (a property, or a unit that has its own) at every date: 10,000 or none. They may only differ
-- inside a transaction. Two that change the same place go one after the other.
CREATE FUNCTION lock_ownership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ownership ' || coalesce(NEW.property_id, OLD.property_id), 0));
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER ownerships_locked BEFORE INSERT OR UPDATE OR DELETE ON ownerships FOR EACH ROW EXECUTE FUNCTION lock_ownership();
CREATE FUNCTION shares_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE place ownerships%ROWTYPE; fault record;
BEGIN
  place := coalesce(NEW, OLD);
  WITH parts AS (SELECT share_bps, daterange(starts_on, ends_on, '[]') AS days FROM ownerships
      WHERE property_id = place.property_id AND unit_id IS NOT DISTINCT FROM place.unit_id),
    edges AS (SELECT lower(days) AS day FROM parts UNION SELECT upper(days) FROM parts WHERE NOT upper_inf(days))
  SELECT day, total INTO fault FROM edges, LATERAL (SELECT coalesce(sum(share_bps), 0) AS total FROM parts WHERE days @> day) t
    WHERE total NOT IN (0, 10000) ORDER BY day LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the parts of % on % sum to % of 10000', coalesce(place.unit_id, place.property_id), fault.day, fault.total
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ownerships_sum', TABLE = 'ownerships';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ownerships_sum AFTER INSERT OR UPDATE OR DELETE ON ownerships DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shares_sum();
-- Nobody owns two parts of the same place on the same day.
ALTER TABLE ownerships ADD CONSTRAINT ownerships_once EXCLUDE USING gist (
  property_id WITH =, (coalesce(unit_id, '')) WITH =, owner_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&);
-- A unit's parts belong to its own property.
CREATE FUNCTION ownership_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.unit_id IS NOT NULL AND NOT EXISTS (SELECT FROM units WHERE id = NEW.unit_id AND property_id = NEW.property_id) THEN
    RAISE EXCEPTION 'unit % is not of property %', NEW.unit_id, NEW.property_id USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ownerships_place', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ownerships_place BEFORE INSERT OR UPDATE ON ownerships FOR EACH ROW EXECUTE FUNCTION ownership_place();
CREATE TRIGGER bills_place BEFORE INSERT OR UPDATE OF property_id, unit_id ON bills FOR EACH ROW EXECUTE FUNCTION ownership_place();

-- What each owner stands at, by account, debits positive: always the sum of their postings, written by the statement
-- that posts them and by nobody else. Whoever posts for an owner waits here for whoever does so already.
CREATE TABLE owner_balances (
  organization_id text NOT NULL,
  owner_id text NOT NULL,
  account text NOT NULL,
  balance_cents bigint NOT NULL,
  CONSTRAINT owner_balances_pkey PRIMARY KEY (owner_id, account),
  CONSTRAINT owner_balances_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES owners (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX owner_balances_organization_id_idx ON owner_balances (organization_id);
CREATE FUNCTION owner_lines_stand() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM new_lines WHERE owner_id IS NOT NULL) THEN RETURN NULL; END IF;
  IF EXISTS (SELECT FROM new_lines n LEFT JOIN owners o ON o.id = n.owner_id
      WHERE n.owner_id IS NOT NULL AND o.organization_id IS DISTINCT FROM n.organization_id) THEN
    RAISE EXCEPTION 'insert or update on table "postings" violates foreign key constraint "postings_owner_id_fkey"'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'postings_owner_id_fkey', TABLE = 'postings';
  END IF;
  INSERT INTO owner_balances AS b (organization_id, owner_id, account, balance_cents)
    SELECT organization_id, owner_id, account, sum(amount_cents) FROM new_lines WHERE owner_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY owner_id, account
    ON CONFLICT (owner_id, account) DO UPDATE SET balance_cents = b.balance_cents + excluded.balance_cents;
  RETURN NULL;
END $$;
ALTER FUNCTION owner_lines_stand OWNER TO tenure_system;
REVOKE EXECUTE ON FUNCTION owner_lines_stand FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owner_lines_stand TO tenure_app;
CREATE TRIGGER postings_of_owners_stand AFTER INSERT ON postings REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION owner_lines_stand();

-- What an owner was told they would get and has gone back, or is disputed, since: not payable until a statement took it off.
CREATE FUNCTION owner_held_back(owner text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.amount_cents), 0)::bigint
  FROM owner_statements s JOIN owner_statement_lines l ON l.statement_id = s.id JOIN owner_items i ON i.id = l.item_id
    JOIN allocations a ON a.id = i.source_id JOIN payments p ON p.id = a.payment_id
  WHERE s.owner_id = owner AND s.status <> 'draft' AND i.source_kind = 'collected' AND (a.voided_at IS NOT NULL OR p.status <> 'succeeded')
    AND NOT EXISTS (SELECT FROM owner_items r JOIN owner_statement_lines rl ON rl.item_id = r.id JOIN owner_statements rs ON rs.id = rl.statement_id
      WHERE r.organization_id = i.organization_id AND r.source_kind = 'returned' AND r.source_id = i.source_id AND rs.owner_id = owner AND rs.status <> 'draft') $$;

-- Nobody is paid more than they are owed. A payout's entry takes its amount off what is owed in the same transaction and
-- holds that row until commit, so that two payouts go one after the other;
-- at commit that entry must stand, and what is left must cover what is held back.
CREATE FUNCTION payout_is_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE owed bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM journal_entries e JOIN postings p ON p.entry_id = e.id WHERE e.subject_id = NEW.id AND e.kind = 'owner_payout_begun'
      AND p.account = 'owner_payable' AND p.owner_id = NEW.owner_id AND p.amount_cents = NEW.amount_cents) THEN
    RAISE EXCEPTION 'payout % stands in no entry', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'owner_payouts_booked', TABLE = 'owner_payouts';
  END IF;
  SELECT -balance_cents INTO owed FROM owner_balances WHERE owner_id = NEW.owner_id AND account = 'owner_payable';
  IF coalesce(owed, 0) < greatest(owner_held_back(NEW.owner_id), 0) THEN
    RAISE EXCEPTION 'payout % is more than is owed to %', NEW.id, NEW.owner_id USING ERRCODE = 'check_violation', CONSTRAINT = 'owner_payouts_covered', TABLE = 'owner_payouts';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER owner_payouts_covered AFTER INSERT ON owner_payouts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payout_is_covered();
-- What it is for never changes.
CREATE FUNCTION payout_amount_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'amount and owner of payout % stand', OLD.id USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER owner_payouts_amount_stands BEFORE UPDATE OF amount_cents, owner_id, method ON owner_payouts FOR EACH ROW
  WHEN (OLD.amount_cents <> NEW.amount_cents OR OLD.owner_id <> NEW.owner_id OR OLD.method <> NEW.method) EXECUTE FUNCTION payout_amount_stands();

SELECT isolate_by_organization('owners');
SELECT isolate_by_organization('ownerships');
SELECT isolate_by_organization('owner_agreements');
SELECT isolate_by_organization('bills');
SELECT isolate_by_organization('owner_statement_runs');
SELECT isolate_by_organization('owner_items');
SELECT isolate_by_organization('owner_statements');
SELECT isolate_by_organization('owner_statement_lines');
SELECT isolate_by_organization('owner_payouts');
SELECT isolate_by_organization('connect_accounts');
SELECT isolate_by_organization('owner_balances');
-- The one writer has looked at the owner already; the application only reads.
DROP TRIGGER owner_balances_own_parents ON owner_balances;
DROP FUNCTION owner_balances_own_parents();
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON owner_balances FROM tenure_app;
REVOKE DELETE, TRUNCATE ON owner_balances FROM tenure_system;

-- Functions that look across organizations.
-- Whose an account or a transfer of the payment service is, for webhooks.
CREATE FUNCTION owner_of_connect_ref(ref text) RETURNS TABLE (organization_id text, account_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT c.organization_id, c.id FROM connect_accounts c WHERE c.vendor_ref = ref $$;
-- Zones whose organizations have owners, for the schedules of statements; and the organizations that a zone's must visit.
CREATE FUNCTION zones_with_owners() RETURNS TABLE (time_zone text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT DISTINCT o.time_zone FROM organizations o WHERE EXISTS (SELECT FROM ownerships s WHERE s.organization_id = o.id) $$;
CREATE FUNCTION organizations_with_owners(zone text, after_id text, page int) RETURNS TABLE (organization_id text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT o.id FROM organizations o WHERE o.time_zone = zone AND o.id > after_id AND EXISTS (SELECT FROM ownerships s WHERE s.organization_id = o.id) ORDER BY 1 LIMIT page $$;
DO $$ DECLARE f regprocedure; BEGIN
  FOREACH f IN ARRAY ARRAY['owner_of_connect_ref(text)', 'zones_with_owners()', 'organizations_with_owners(text, text, int)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenure_system', f);
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tenure_app', f);
  END LOOP;
END $$;
