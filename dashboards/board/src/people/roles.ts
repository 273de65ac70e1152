import type { Role } from '../state/session';

/** Every role, those one invites most first. */
export const roles: readonly Role[] = ['operator', 'technician', 'researcher', 'admin', 'viewer'];
