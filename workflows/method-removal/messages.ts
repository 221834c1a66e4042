export type MethodRemovalInput = { organizationId: string; paymentMethodId: string };
export type MethodRemovalResult = { isDetached: boolean };
