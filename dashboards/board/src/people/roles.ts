import type { Role } from './session';

/** Every role, those one invites most first. */
export const roles: readonly Role[] = ['operator', 'technician', 'researcher', 'admin', 'viewer'];
