/** The sign of Hissuno: a speech bubble that hisses. `size` in pixels. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg class="logo" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <path
        fill="#0b7a63"
        d="M16 2.5C8.5 2.5 2.5 8 2.5 15c0 3.6 1.6 6.8 4.2 9.1v5.4l5.5-2.6c1.2.4 2.5.6 3.8.6 7.5 0 13.5-5.5 13.5-12.5S23.5 2.5 16 2.5Z"
      />
      <path
        fill="none"
        stroke="#fff"
        stroke-width="2.9"
        stroke-linecap="round"
        d="M20.8 10.6c-.9-1.2-2.6-2-4.7-2-2.8 0-4.7 1.3-4.7 3.3 0 4.6 9.5 1.8 9.5 6.3 0 2-2 3.3-4.9 3.3-2.2 0-4.1-.8-5.1-2.2"
      />
    </svg>
  );
}
