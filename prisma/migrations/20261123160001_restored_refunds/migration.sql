-- A refund of a payment that had gone on to an organization's account takes the money back from there first. Where it
-- fails, the money lies with the platform until it is sent there again: by this transfer.
ALTER TABLE refunds ADD COLUMN restored_ref text;
