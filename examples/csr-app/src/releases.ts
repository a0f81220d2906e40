import { useEffect, useState } from "react";
import { useLocation } from "react-router";

export const RELEASE = __RELEASE__;

const LOADED_ANEW = "loaded-anew";

/**
 * Loads a page's chunk. A release keeps the former releases' chunks for some days; a tab that is older still asks for one
 * that is gone, and then goes to the page by loading it anew. Once per release: a chunk that is truly missing is an error.
 *
 * @param destination the address of the page, which the address bar does not show before its chunk is there
 */
export async function loadChunk<T>(load: () => Promise<T>, destination: () => string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (sessionStorage.getItem(LOADED_ANEW) === RELEASE) throw error;
    sessionStorage.setItem(LOADED_ANEW, RELEASE);
    window.location.assign(destination());
    // This document is going away: until then the page before stays, instead of an error.
    return await new Promise<never>(() => undefined);
  }
}

/** Whether a release newer than this tab is out; checked at each change of page and when the tab is looked at again. */
export function useNewRelease(): boolean {
  const { pathname } = useLocation();
  const [newer, setNewer] = useState(false);

  useEffect(() => {
    let current = true;
    const check = async () => {
      const live = await liveRelease();
      if (current && live !== undefined) setNewer(live !== RELEASE);
    };
    const whenVisible = () => {
      if (document.visibilityState === "visible") void check();
    };
    void check();
    document.addEventListener("visibilitychange", whenVisible);
    return () => {
      current = false;
      document.removeEventListener("visibilitychange", whenVisible);
    };
  }, [pathname]);

  return newer;
}

/** undefined: not known (offline, or in development, which has no such file). */
async function liveRelease(): Promise<string | undefined> {
  try {
    const answer = await fetch("/version.json");
    const { release } = (await answer.json()) as { release?: unknown };
    return typeof release === "string" ? release : undefined;
  } catch {
    return undefined;
  }
}
