import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Axe from 'axe-core';
import type { Locator } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page: each rule with the elements that break it. */
export function axeViolations(body: Locator): Promise<string[]> {
  return body.evaluate(async (_, script) => {
    const page = globalThis as unknown as { axe?: typeof Axe; eval(text: string): unknown };
    if (!page.axe) page.eval(script);
    const { violations } = (await page.axe?.run()) ?? { violations: [] };
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
    );
  }, source);
}
