/** Runs code inside a real editor's extension host, with the extension in development mode. */
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { temporaryFolder } from '../process.mjs';
import { browserArguments } from './browser.mjs';
import { startServer, workbenchUrl } from './server.mjs';

/** Starts an editor; `env` reaches the code that runs in it. */
export async function openExtensionHost({ browser: executablePath, env }) {
  const workspace = temporaryFolder('pbx-workspace-');
  const server = await startServer({ driver: true, env });
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const log = [];

  return {
    /** Calls `run()` of the module `tests` in a fresh window; rejects when it does or takes longer than `timeout`. */
    run: async (tests, timeout) => {
      const page = await browser.newPage();
      let timer;
      try {
        const ended = new Promise((done, fail) => {
          timer = setTimeout(() => fail(new Error(`stopped after ${timeout / 1000} s`)), timeout);
          const exposed = Promise.all([
            page.exposeFunction('codeAutomationLog', (type, args) => log.push(`${type}: ${args.join(' ')}`)),
            page.exposeFunction('codeAutomationExit', (code) =>
              code === 0 ? done() : fail(new Error(`ended with code ${code}`)),
            ),
          ]);
          const url = workbenchUrl(server, {
            folder: workspace.folder,
            development: resolve('.'),
            tests: resolve(tests),
          });
          // Only then: the editor looks for both functions once, while it loads.
          exposed.then(() => page.goto(url)).catch(fail);
        });
        await ended;
      } finally {
        clearTimeout(timer);
        await page.close();
      }
    },
    /** Adds a further extension, from its folder, for the windows to come: in development there can be only one. */
    addExtension: server.addExtension,
    /** What the window and the server said. */
    log: () => `${log.join('\n')}\n\n${server.output()}`,
    close: async () => {
      await browser.close();
      server.stop();
      workspace.remove();
    },
  };
}
