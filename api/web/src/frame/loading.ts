import { type ComponentType, lazy } from "react";

type Loaded = { default: ComponentType };

/** A part of the workbench did not come: `isUpdated` where the service has another build of it by now. */
export class Unloaded extends Error {
  readonly isUpdated: boolean;

  constructor(isUpdated: boolean) {
    super(isUpdated ? "the service has another build" : "a part of the page could not be fetched");
    this.name = "Unloaded";
    this.isUpdated = isUpdated;
  }
}

/** A view that is fetched when it is first shown. */
export function view(fetching: () => Promise<Loaded>) {
  return lazy(async () => {
    try {
      return await fetching();
    } catch {
      throw new Unloaded(await isUpdated());
    }
  });
}

/** Whether the service's page names another script than the one that runs here. */
async function isUpdated(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute("src");
  try {
    const page = await fetch("/", { cache: "no-store" });
    return page.ok && own != null && !(await page.text()).includes(own);
  } catch {
    return false;
  }
}
