-- The plan that an allocation fills belongs to the same organization.
DROP TRIGGER allocations_own_parents ON allocations;
DROP FUNCTION allocations_own_parents();
SELECT refuse_parents_of_others('allocations');
