import type { App } from '../app.ts';

/** *PBX: Show Output* */
export function run(app: App): void {
  app.log.show();
}
