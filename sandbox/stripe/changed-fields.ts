/** The fields of `before` that `after` has otherwise, for an event's previous_attributes. */
export function changedFields(before: object, after: object): Record<string, unknown> {
  const changed = Object.entries(before).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(after, key)),
  );
  return Object.fromEntries(changed);
}
