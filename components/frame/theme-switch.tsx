/**
 * Light or dark, kept in this browser only: device/theme-button.ts does it. Without script the device decides, and
 * there is no switch.
 */
export const ThemeSwitch = ({ label }: { label: string }) => (
  <button type="button" className="ib needs-js" aria-label={label} title={label} data-flip="">
    <svg className="ic" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
    </svg>
  </button>
)
