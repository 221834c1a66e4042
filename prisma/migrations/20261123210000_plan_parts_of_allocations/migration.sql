-- How much of an allocation a payment plan's installments are filled with. What was paid of a covered charge before its
-- plan is none of it, so that it may come back without emptying an installment.
ALTER TABLE allocations
  ADD COLUMN plan_id text REFERENCES payment_plans (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD COLUMN plan_cents bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT allocations_plan_part CHECK (plan_cents BETWEEN 0 AND amount_cents AND (plan_id IS NULL) = (plan_cents = 0));
CREATE INDEX allocations_plan ON allocations (plan_id);
