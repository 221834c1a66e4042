-- Payment plans, and money that goes back.

-- A plan to pay past-due charges by installments. One lives at a time for a lease.
CREATE TABLE payment_plans (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  lease_id text NOT NULL REFERENCES leases (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  status text NOT NULL DEFAULT 'offered',
  covered_cents bigint NOT NULL,
  grace_days integer NOT NULL,
  offered_on date NOT NULL,
  accept_by date NOT NULL,
  note text,
  offered_by text NOT NULL,
  -- Who accepted it, in which words, and the stored way to pay that they allowed to be charged.
  tenant_id text REFERENCES tenants (id) ON DELETE SET NULL ON UPDATE CASCADE,
  payment_method_id text REFERENCES payment_methods (id) ON DELETE SET NULL ON UPDATE CASCADE,
  authorization_text text,
  ip text,
  user_agent text,
  accepted_at timestamptz(3),
  ended_at timestamptz(3),
  end_reason text,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT payment_plans_status CHECK (status IN ('offered','active','completed','broken','canceled','declined','withdrawn','expired')),
  CONSTRAINT payment_plans_terms CHECK (covered_cents > 0 AND grace_days BETWEEN 0 AND 30 AND accept_by >= offered_on)
);
CREATE INDEX payment_plans_organization ON payment_plans (organization_id, created_at, id);
CREATE INDEX payment_plans_lease ON payment_plans (lease_id);
CREATE INDEX payment_plans_tenant ON payment_plans (tenant_id);
CREATE INDEX payment_plans_method ON payment_plans (payment_method_id);
CREATE UNIQUE INDEX payment_plans_one_living ON payment_plans (lease_id) WHERE status IN ('offered', 'active');

-- What a plan covers: of each charge as much as was open when it was offered.
CREATE TABLE payment_plan_charges (
  organization_id text NOT NULL,
  plan_id text NOT NULL REFERENCES payment_plans (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  charge_id text NOT NULL REFERENCES charges (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  amount_cents bigint NOT NULL,
  CONSTRAINT payment_plan_charges_pkey PRIMARY KEY (plan_id, charge_id),
  CONSTRAINT payment_plan_charges_amount CHECK (amount_cents > 0)
);
CREATE INDEX payment_plan_charges_organization ON payment_plan_charges (organization_id);
CREATE INDEX payment_plan_charges_charge ON payment_plan_charges (charge_id);

CREATE TABLE payment_plan_installments (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  plan_id text NOT NULL REFERENCES payment_plans (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  number integer NOT NULL,
  due_on date NOT NULL,
  amount_cents bigint NOT NULL,
  CONSTRAINT payment_plan_installments_amount CHECK (amount_cents > 0 AND number BETWEEN 1 AND 60)
);
CREATE INDEX payment_plan_installments_organization ON payment_plan_installments (organization_id);
CREATE UNIQUE INDEX payment_plan_installments_number ON payment_plan_installments (plan_id, number);
CREATE UNIQUE INDEX payment_plan_installments_due ON payment_plan_installments (plan_id, due_on);

-- A plan adds up, always: its installments and what it covers are the same to the cent.
CREATE FUNCTION plan_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plan text; covered bigint; parts bigint; charges bigint;
BEGIN
  plan := coalesce(to_jsonb(NEW) ->> 'plan_id', to_jsonb(NEW) ->> 'id');
  SELECT covered_cents INTO covered FROM payment_plans WHERE id = plan;
  SELECT coalesce(sum(amount_cents), 0) INTO parts FROM payment_plan_installments WHERE plan_id = plan;
  SELECT coalesce(sum(amount_cents), 0) INTO charges FROM payment_plan_charges WHERE plan_id = plan;
  IF covered IS DISTINCT FROM parts OR covered IS DISTINCT FROM charges THEN
    RAISE EXCEPTION 'plan % covers % cents; its charges are % and its installments %', plan, covered, charges, parts
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_plans_add_up';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_plans_add_up AFTER INSERT OR UPDATE OF covered_cents ON payment_plans DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plan_adds_up();
CREATE CONSTRAINT TRIGGER payment_plan_charges_add_up AFTER INSERT OR UPDATE ON payment_plan_charges DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plan_adds_up();
CREATE CONSTRAINT TRIGGER payment_plan_installments_add_up AFTER INSERT OR UPDATE ON payment_plan_installments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION plan_adds_up();
REVOKE DELETE ON payment_plan_charges, payment_plan_installments FROM tenure_app;

-- The plan that a payment is made for: it goes to what the plan covers before anything else.
ALTER TABLE payments ADD COLUMN plan_id text REFERENCES payment_plans (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX payments_plan ON payments (plan_id);
DROP TRIGGER payments_own_parents ON payments;
DROP FUNCTION payments_own_parents();
SELECT refuse_parents_of_others('payments');

-- Everything that a presentment is a try for. An installment stands for its own and for every month whose charges its
-- plan covers: splitting a debt gives no fresh tries at it.
ALTER TABLE presentments ADD COLUMN obligations text[] NOT NULL DEFAULT '{}';
UPDATE presentments SET obligations = ARRAY[obligation];
-- A number counts every try for the same obligation, and of the tries for what shares a debt with it those that did not
-- succeed. Both the number and what it stands for are written here, so that no caller can choose them.
CREATE OR REPLACE FUNCTION number_presentment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE plan text; own int; shared int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(coalesce(NEW.lease_id, NEW.obligation), 0));
  SELECT p.plan_id INTO plan FROM payments p WHERE p.id = NEW.payment_id;
  NEW.obligations := ARRAY[NEW.obligation];
  IF plan IS NOT NULL THEN
    NEW.obligations := NEW.obligations || ARRAY(SELECT DISTINCT c.lease_id || '/' || c.period FROM payment_plan_charges pc
      JOIN charges c ON c.id = pc.charge_id WHERE pc.plan_id = plan ORDER BY 1);
  END IF;
  IF EXISTS (SELECT FROM presentments WHERE organization_id = NEW.organization_id AND lease_id = NEW.lease_id
    AND obligations && NEW.obligations AND status IN ('created', 'submitted', 'unknown', 'processing')) THEN
    RAISE EXCEPTION 'another presentment of % is open', NEW.obligations USING ERRCODE = 'unique_violation', CONSTRAINT = 'presentments_one_open';
  END IF;
  SELECT coalesce(max(attempt), 0) INTO own FROM presentments
    WHERE obligation = NEW.obligation AND method_kind = NEW.method_kind AND organization_id = NEW.organization_id AND status <> 'abandoned';
  SELECT count(*) INTO shared FROM presentments WHERE organization_id = NEW.organization_id AND lease_id = NEW.lease_id
    AND method_kind = NEW.method_kind AND status <> 'abandoned'
    AND (obligation = NEW.obligation OR (obligations && NEW.obligations AND status <> 'succeeded'));
  NEW.attempt := greatest(own, shared) + 1;
  RETURN NEW;
END $$;

-- Money that goes back to who paid it. The row is written before anything leaves.
CREATE TABLE refunds (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  payment_id text NOT NULL REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  lease_id text REFERENCES leases (id) ON DELETE SET NULL ON UPDATE CASCADE,
  status text NOT NULL DEFAULT 'requested',
  method text NOT NULL,
  amount_cents bigint NOT NULL,
  -- How much of it had been paid ahead; the rest had paid charges.
  from_credit_cents bigint NOT NULL,
  void_charges boolean NOT NULL DEFAULT false,
  -- The card fee that goes back beside it, with the last of a payment.
  fee_cents bigint NOT NULL DEFAULT 0,
  -- `tenure`, or `vendor` for one made in the vendor's own dashboard.
  origin text NOT NULL DEFAULT 'tenure',
  reason text NOT NULL,
  note text,
  requested_by text NOT NULL,
  effective_on date NOT NULL,
  -- Of the vendor's idempotency key: one more only where the vendor surely never received the one before.
  tries integer NOT NULL DEFAULT 1,
  vendor_ref text,
  failure_code text,
  failure_message text,
  sent_at timestamptz(3),
  resolved_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT refunds_status CHECK (status IN ('requested','unknown','pending','requires_action','succeeded','failed')),
  CONSTRAINT refunds_method CHECK (method IN ('original', 'check', 'cash', 'transfer')),
  CONSTRAINT refunds_origin CHECK (origin IN ('tenure', 'vendor')),
  CONSTRAINT refunds_amount CHECK (amount_cents > 0 AND from_credit_cents BETWEEN 0 AND amount_cents AND fee_cents >= 0 AND tries BETWEEN 1 AND 100)
);
CREATE INDEX refunds_organization ON refunds (organization_id, created_at, id);
CREATE INDEX refunds_payment ON refunds (payment_id);
CREATE INDEX refunds_lease ON refunds (lease_id);
CREATE UNIQUE INDEX refunds_vendor_ref ON refunds (organization_id, vendor_ref);

-- Never more than was paid, however many ask at once: the payment's own row holds the sum of what stands.
ALTER TABLE payments ADD COLUMN refunded_cents bigint NOT NULL DEFAULT 0;
ALTER TABLE payments ADD CONSTRAINT payments_refunded CHECK (refunded_cents >= 0 AND refunded_cents <= amount_cents);
CREATE FUNCTION sum_refunds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change bigint := 0;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.payment_id <> NEW.payment_id OR OLD.amount_cents <> NEW.amount_cents) THEN
    RAISE EXCEPTION 'refund % stands: its amount and payment are not changed', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.status <> 'failed' THEN change := change - OLD.amount_cents; END IF;
  IF NEW.status <> 'failed' THEN change := change + NEW.amount_cents; END IF;
  IF change <> 0 THEN UPDATE payments SET refunded_cents = refunded_cents + change WHERE id = NEW.payment_id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refunds_summed AFTER INSERT OR UPDATE ON refunds FOR EACH ROW EXECUTE FUNCTION sum_refunds();
REVOKE DELETE ON refunds FROM tenure_app;

SELECT isolate_by_organization('payment_plans');
SELECT isolate_by_organization('payment_plan_charges');
SELECT isolate_by_organization('payment_plan_installments');
SELECT isolate_by_organization('refunds');
