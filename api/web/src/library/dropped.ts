import type { Chosen } from "./sent";

const LITTER = new Set(["thumbs.db", "desktop.ini"]);

/** What systems and editors leave in folders: hidden files, previews, the lock files of Office. */
export function isLitter(path: string): boolean {
  const name = path.split("/").at(-1) ?? "";
  return name.startsWith(".") || name.startsWith("~$") || LITTER.has(name.toLowerCase()) || path.includes("__MACOSX/");
}

/** The files of an input, with their paths where a folder was chosen. */
export function chosenOf(files: Iterable<File>): readonly Chosen[] {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !isLitter(path));
}

/** The files that were dropped, those inside folders among them. Call it while the drop is handled. */
export async function droppedOf(transfer: DataTransfer): Promise<readonly Chosen[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = entries.length ? [] : chosenOf(transfer.files);
  const found = await Promise.all(entries.map(within));
  return [...plain, ...found.flat()];
}

async function within(entry: FileSystemEntry): Promise<readonly Chosen[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (isLitter(path)) return [];
  if (isFolder(entry)) {
    const found = await Promise.all((await entriesOf(entry.createReader())).map(within));
    return found.flat();
  }
  return [{ file: await fileOf(entry as FileSystemFileEntry), path }];
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, refuse) => {
    entry.file(done, refuse);
  });
}

/** Browsers give a folder in pieces of a hundred; an empty piece is the end. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, refuse) => {
      reader.readEntries(done, refuse);
    });
    if (!some.length) return all;
    all.push(...some);
  }
}
