import { userInfo } from 'node:os';

/** Who works here, as the system knows them. A container may know no name, but a number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? process.env['USERNAME'] ?? (process.getuid?.() ?? '').toString();
  }
}
