-- Amendments that were called off before they were in force: the amendment stays as it was agreed, and here stands who
-- took it back, when and why. The lease's schedule no longer holds what it added.
CREATE TABLE canceled_amendments (
  amendment_id text PRIMARY KEY REFERENCES lease_amendments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  organization_id text NOT NULL,
  reason text NOT NULL,
  canceled_by text NOT NULL,
  canceled_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX canceled_amendments_organization ON canceled_amendments (organization_id);
SELECT isolate_by_organization('canceled_amendments');
REVOKE UPDATE, DELETE ON canceled_amendments FROM tenure_app;
