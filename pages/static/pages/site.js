// Printing and copying the address need a script; the buttons for them stay hidden without one.

const printTime = document.querySelector("[data-print-time]");
const printButton = document.querySelector("[data-print]");
const copyButton = document.querySelector("[data-copy-address]");
const copyStatus = document.querySelector("[data-copy-status]");

// The server writes the time at which it made the page, which may be long before printing.
window.addEventListener("beforeprint", () => {
  if (!printTime) return;
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  printTime.textContent =
    `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日 ` +
    `${two(now.getHours())}:${two(now.getMinutes())}`;
});

if (printButton) {
  printButton.hidden = false;
  printButton.addEventListener("click", () => window.print());
}

// Browsers offer the clipboard only on pages that came over https.
if (copyButton && navigator.clipboard) {
  copyButton.hidden = false;
  copyButton.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      copyStatus.textContent = "网址已复制";
    } catch {
      copyStatus.textContent = "没有复制成功，请从地址栏复制";
    }
  });
}
