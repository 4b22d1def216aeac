/* Forms of records: several photos at once, and no handing in by a stray press of Enter. */
(() => {
  const chooserAddress = document.currentScript.dataset.photos;

  const offerSeveralPhotos = () => {
    const place = document.querySelector('[data-contentpath="photos"]');
    const panel = window.wagtail?.editHandler?.getPanelByName?.("photos");
    const photos = panel?.getBoundWidget?.();
    if (!place || !photos?.insert || !window.ImageChooserModal) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary pufa-many";
    button.textContent = "一次选多张照片";
    button.addEventListener("click", () => {
      new window.ImageChooserModal(chooserAddress).open({ multiple: true }, (chosen) => {
        [].concat(chosen).forEach((image) => {
          const value = { image, caption: "", alt: image.default_alt_text || "", credit: "" };
          photos.insert({ type: "photo", value, id: null }, photos.children.length);
        });
      });
    });
    place.before(button);
  };

  document.addEventListener("DOMContentLoaded", () => setTimeout(offerSeveralPhotos));
  document.addEventListener("keydown", (event) => {
    const isText = event.target.matches?.("#page-edit-form input:not([type=submit], [type=checkbox])");
    if (event.key === "Enter" && isText) event.preventDefault();
  });
})();
