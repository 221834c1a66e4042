/** A home as people say it: `418 Alder St, 2B`. */
export function homeAddress(unit: { number: string; property: { addressLine1: string } }): string {
  return `${unit.property.addressLine1}, ${unit.number}`;
}
