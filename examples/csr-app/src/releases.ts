import { useEffect, useState } from "react";
import { useLocation } from "react-router";

export const RELEASE = __RELEASE__;

const RELOADED_FOR = "reloaded-for";

/**
 * A release keeps the former releases' chunks for some days. A tab that is still older than that asks for one that is
 * gone: it then loads the page anew, once per release, so that a chunk that is truly missing does not reload for ever.
 */
export function reloadOnceForMissingChunks(): void {
  window.addEventListener("vite:preloadError", (event) => {
    if (sessionStorage.getItem(RELOADED_FOR) === RELEASE) return;
    sessionStorage.setItem(RELOADED_FOR, RELEASE);
    event.preventDefault();
    window.location.reload();
  });
}

/** Whether a release newer than this tab is out; asked at each change of page and when the tab is looked at again. */
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
