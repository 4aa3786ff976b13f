/** How quick the page of a report is: built as it is in the extension, in a browser, with no editor around it. */
/* global window, document, requestAnimationFrame, MessageEvent, InputEvent -- what runs in the browser */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserArguments } from '../editor/browser.mjs';

const address = 'http://results.test/';
const types = { js: 'text/javascript', css: 'text/css' };
const html = `<!DOCTYPE html>
<html lang="en">
  <head>
    <link rel="stylesheet" href="results.css" />
    <script type="module" src="results.js"></script>
  </head>
  <body><main id="page" data-page="results" data-translations="{}"></main></body>
</html>`;

/** What the host posts for a report with so many outcomes, one of a hundred of which failed. */
function reportOf(count) {
  const rows = Array.from({ length: count }, (_, index) => ({
    pbx: `pbx-${index % 50}`,
    trunkname: `trunk-${index}`,
    ...(index % 100 === 0 ? { outcome: 'failed', message: `Refused: ${index}` } : { outcome: 'added' }),
    milliseconds: 10 + (index % 90),
  }));
  const failed = rows.filter(({ outcome }) => outcome === 'failed').length;
  const results = {
    title: 'A run',
    headline: `${count - failed} added, ${failed} failed.`,
    facts: [],
    groups: [
      { outcome: 'added', label: 'added', tone: 'good', count: count - failed },
      { outcome: 'failed', label: 'failed', tone: 'bad', count: failed },
    ],
    rows,
    attention: [],
    attentionLeft: 0,
    inFiles: true,
  };
  return { revision: 0, state: { about: 'report', results, actions: [] } };
}

/** Milliseconds, for each round: from the host's message to what it shows, from a typed letter to the rows, and a plain table. */
export async function measureResultsPage(executablePath, { outcomes, rounds }) {
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const times = { open: [], live: [], filter: [], sort: [], plain: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.addInitScript(() => {
        const told = [];
        Object.assign(window, {
          told,
          acquireVsCodeApi: () => ({
            postMessage: (message) => told.push(message),
            getState: () => undefined,
            setState: () => undefined,
          }),
        });
      });
      await page.route(`${address}**`, (route) => {
        const name = new URL(route.request().url()).pathname.slice(1);
        return name === ''
          ? route.fulfill({ contentType: 'text/html', body: html })
          : route.fulfill({ contentType: types[name.split('.').at(-1)], body: readFileSync(`dist/${name}`) });
      });
      await page.goto(address);
      await page.waitForFunction(() => window.told.length > 0);
      const measured = await page.evaluate(async (report) => {
        const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const time = async (act) => {
          const begin = performance.now();
          act();
          await drawn();
          return performance.now() - begin;
        };
        const open = await time(() => window.dispatchEvent(new MessageEvent('message', { data: report })));
        const count = () => document.querySelector('#count').textContent;
        const all = count();
        const { rows } = report.state.results;
        const changedRows = rows
          .slice(0, 100)
          .map((row, index) => ({ row: index, now: { ...row, message: 'It is registered.' } }));
        const results = { ...report.state.results, rows: [], live: { isStopping: false } };
        const data = { ...report, state: { ...report.state, results, changedRows } };
        const live = await time(() => window.dispatchEvent(new MessageEvent('message', { data })));
        const field = document.querySelector('#filter-text');
        const filter = await time(() => {
          const input = field.shadowRoot.querySelector('input');
          input.value = '77';
          input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        });
        const some = count();
        const sort = await time(() => document.querySelector('[data-column=message] button').click());
        const table = document.createElement('table');
        const plain = await time(() => {
          for (const row of report.state.results.rows) {
            const line = table.insertRow();
            for (const value of Object.values(row)) line.insertCell().textContent = String(value);
          }
          document.body.replaceChildren(table);
        });
        return { open, live, filter, sort, plain, all, some };
      }, reportOf(outcomes));
      if (measured.all === measured.some) throw new Error(`Nothing was filtered: ${measured.all}`);
      for (const [name, list] of Object.entries(times)) list.push(measured[name]);
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return times;
}
