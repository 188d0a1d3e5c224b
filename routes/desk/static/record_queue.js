// What was kept stays in this browser (IndexedDB) until the server has it: a call, a tunnel or a closed tab loses nothing.
"use strict";

const takes = {
  open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("wayout-takes", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("takes", { keyPath: "url" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  },

  async with(mode, work) {
    const database = await this.open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction("takes", mode);
        const asked = work(transaction.objectStore("takes"));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  },

  put(url, name, sound) {
    return this.with("readwrite", (store) => store.put({ url, name, sound, at: Date.now() }));
  },

  all() {
    return this.with("readonly", (store) => store.getAll());
  },

  async remove(take) {
    const now = await this.with("readonly", (store) => store.get(take.url));
    if (now && now.at === take.at) { // it was not recorded once more meanwhile
      await this.with("readwrite", (store) => store.delete(take.url));
    }
  },
};
