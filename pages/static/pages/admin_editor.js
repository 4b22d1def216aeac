/* Forms of records: several photos at once, no writing under review, no handing in by Enter. */
(() => {
  const addresses = document.currentScript.dataset;

  const buttonFor = (text, action) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary pufa-many";
    button.textContent = text;
    button.addEventListener("click", action);
    return button;
  };

  // As the page for several photos at once does: same form, same checks, same answers.
  const upload = async (file, form) => {
    const data = new FormData(form);
    data.set("files[]", file, file.name);
    data.set("title", file.name.replace(/\.[^.]+$/, ""));
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(addresses.upload, { method: "POST", body: data, headers });
    if (!answer.ok) throw new Error("上传失败，请稍后再试。");
    const result = await answer.json();
    if (!result.success) throw new Error(result.error_message);
    const chosen = await fetch(`${addresses.chosen}?id=${result.image_id}`);
    return (await chosen.json()).result[0];
  };

  const uploadAll = async (files, tell, use) => {
    const page = await fetch(addresses.upload).then((answer) => answer.text());
    const input = new DOMParser().parseFromString(page, "text/html").querySelector("#fileupload");
    const failed = [];
    for (const [number, file] of files.entries()) {
      tell(`正在上传第 ${number + 1} 张，共 ${files.length} 张……`);
      try {
        use(await upload(file, input.form));
      } catch (error) {
        failed.push(`${file.name}：${error.message}`);
      }
    }
    tell([`已上传 ${files.length - failed.length} 张，请填写照片说明。`, ...failed].join("\n"));
  };

  const offerSeveralPhotos = () => {
    const place = document.querySelector('[data-contentpath="photos"]');
    const panel = window.wagtail?.editHandler?.getPanelByName?.("photos");
    const photos = panel?.getBoundWidget?.();
    if (!place || !photos?.insert || !window.ImageChooserModal) return;
    const use = (image) => {
      const value = { image, caption: "", alt: image.default_alt_text || "", credit: "" };
      photos.insert({ type: "photo", value, id: null }, photos.children.length);
    };
    const files = Object.assign(document.createElement("input"), {
      type: "file", multiple: true, hidden: true, accept: "image/*,.heic", className: "pufa-files",
    });
    const status = document.createElement("p");
    status.className = "pufa-many__status";
    status.setAttribute("aria-live", "polite");
    files.addEventListener("change", async () => {
      const picked = [...files.files];
      files.value = "";
      const tell = (text) => { status.textContent = text; };
      await uploadAll(picked, tell, use).catch(() => tell("上传失败，请稍后再试。"));
    });
    place.before(
      buttonFor("从电脑上传多张照片", () => files.click()),
      " ",
      buttonFor("一次选多张照片", () => {
        new window.ImageChooserModal(addresses.photos).open({ multiple: true }, (chosen) => {
          [].concat(chosen).forEach(use);
        });
      }),
      files,
      status,
    );
  };

  // Not disabled: what is withdrawn comes back with the fields as they are sent.
  const showThatItIsLocked = () => {
    if (!document.body.classList.contains("content-locked")) return;
    document.querySelectorAll("#page-edit-form :is(.w-field, .w-panel__controls)").forEach((part) => {
      part.inert = true;
    });
  };

  document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
    offerSeveralPhotos();
    showThatItIsLocked();
  }));
  document.addEventListener("keydown", (event) => {
    const isText = event.target.matches?.("#page-edit-form input:not([type=submit], [type=checkbox])");
    if (event.key === "Enter" && isText) event.preventDefault();
  });
})();
