// What was kept stays in this browser (IndexedDB) until the server has it: a call, a tunnel or a closed tab loses nothing.
"use strict";

// Takes that this browser would not keep, such as one whose storage is full or switched off: only this page has them.
const unkept = new Map();
addEventListener("beforeunload", (event) => unkept.size && event.preventDefault());

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
        transaction.onerror = transaction.onabort = () => reject(transaction.error ?? asked.error);
      });
    } finally {
      database.close();
    }
  },

  // As bytes: a private window of Safari keeps no Blob.
  async put(url, name, sound) {
    const take = { url, name, type: sound.type, bytes: await sound.arrayBuffer(), at: Date.now() };
    try {
      await this.with("readwrite", (store) => store.put(take));
      unkept.delete(url); // it was recorded once more, and is kept now
    } catch {
      unkept.set(url, take);
    }
  },

  async all() {
    const kept = await this.with("readonly", (store) => store.getAll()).catch(() => []);
    return [...kept.filter(({ url }) => !unkept.has(url)), ...unkept.values()];
  },

  async remove(take) {
    if (unkept.get(take.url) === take) {
      unkept.delete(take.url);
    }
    const now = await this.with("readonly", (store) => store.get(take.url)).catch(() => null);
    if (now && now.at <= take.at) { // it was not recorded once more meanwhile
      await this.with("readwrite", (store) => store.delete(take.url));
    }
  },
};
