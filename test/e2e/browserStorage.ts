import type { Page } from 'playwright-core';

/** Everything that the editor keeps in the browser, as text: its local storage, and its databases with the state of the window. */
export function browserStorage(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const found: Record<string, string> = {};
    for (const [key, value] of Object.entries(localStorage)) found[`localStorage/${key}`] = String(value);
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(String(request.error)));
        };
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]);
        for (const [index, key] of keys.entries()) {
          const value: unknown = values[index];
          found[`${name}/${store}/${JSON.stringify(key)}`] =
            value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
        }
      }
      database.close();
    }
    return found;
  });
}
