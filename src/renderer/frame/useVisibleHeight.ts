import { useEffect } from 'react';

/** As px of the style: a page that is zoomed into keeps its layout. */
const isZoomed = ({ scale }: VisualViewport): boolean => Math.abs(scale - 1) > 0.01;

/**
 * Tells the styles how high the window is above a keyboard on the screen. Where the keyboard makes the page itself
 * smaller, as the page asks for, this changes nothing; iOS lays it over the page.
 */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null || viewport === undefined) return;
    const { style } = document.documentElement;
    const tell = () => {
      if (isZoomed(viewport)) return;
      const covered = viewport.height < window.innerHeight - 1;
      if (!covered) {
        style.removeProperty('--visible-height');
        return;
      }
      style.setProperty('--visible-height', `${viewport.height}px`);
      // What was scrolled to bring the field above the keyboard is not needed any more.
      window.scrollTo(0, 0);
    };
    viewport.addEventListener('resize', tell);
    return () => viewport.removeEventListener('resize', tell);
  }, []);
}
