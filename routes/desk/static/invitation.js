// The token stands behind # in the link. It goes into the form, and out of the address and the history.
"use strict";

const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("take");
  form.elements.invitation.value = token;
  form.submit();
}
