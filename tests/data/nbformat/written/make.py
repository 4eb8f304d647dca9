"""Writes the notebooks of this folder with nbformat 5.10.4, nbclient and the Deno kernel.

Run by hand: `python make.py`, with nbformat, nbclient and ipykernel's kernelspec API installed and `deno` on the path.
"""
import json
import os
import pathlib
import shutil
import tempfile

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

HERE = pathlib.Path(__file__).parent
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def outputs():
    return [
        new_output("stream", name="stdout", text="één\ntwee\r50 %\rklaar\n"),
        new_output("stream", name="stderr", text="let op\n"),
        new_output("display_data", data={
            "text/plain": "<svg>",
            "image/svg+xml": "<svg>\n <g/>\n</svg>\n",
            "image/png": PNG + "\n",
            "application/json": {"b": [1, 2.5, None], "a": "x\ny"},
            "application/vnd.vegalite.v5+json": {"$schema": "s", "mark": "bar"},
        }, metadata={"image/png": {"width": 10}}),
        new_output("execute_result", data={"text/plain": "3"}, execution_count=1),
        new_output("error", ename="TypeError", evalue="nee", traceback=["\x1b[31mTypeError\x1b[0m", "  at 1:1"]),
    ]


def all_kinds():
    nb = new_notebook(metadata={
        "kernelspec": {"name": "deno", "display_name": "Deno", "language": "typescript"},
        "language_info": {"name": "typescript", "file_extension": ".ts", "codemirror_mode": "typescript"},
        "title": "Alle soorten", "authors": [{"name": "voorbeeld"}], "eigen": {"diep": [1, {"x": None}]},
    })
    nb.cells = [
        new_markdown_cell("# Titel\n\nTekst met ünïcode 🙂 en een \u2028 scheiding.", id="titel"),
        new_markdown_cell("![](attachment:p.png)", id="plaatje", attachments={"p.png": {"image/png": PNG}}),
        new_code_cell("const a = 1;\na + 2", id="som", execution_count=1, outputs=outputs(),
                      metadata={"tags": ["analyse", "x-y"], "collapsed": False, "scrolled": "auto",
                                "jupyter": {"source_hidden": True}, "execution": {"iopub.execute_input": "t"}}),
        new_code_cell("", id="leeg"),
        new_raw_cell("rauw\n", id="rauw", metadata={"format": "text/latex"}),
    ]
    return nb


def write_old(nb, minor):
    old = json.loads(nbformat.writes(nb))
    old["nbformat_minor"] = minor
    for cell in old["cells"]:
        cell.pop("id")
        if minor < 1:
            cell["metadata"].pop("jupyter", None)
    node = nbformat.from_dict(old)
    nbformat.validate(node)
    nbformat.write(node, HERE / f"minor_{minor}.ipynb")


def executed():
    spec = pathlib.Path(tempfile.mkdtemp()) / "kernels" / "deno"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps({
        "argv": [shutil.which("deno"), "jupyter", "--kernel", "--conn", "{connection_file}"],
        "display_name": "Deno", "language": "typescript"}))
    os.environ["JUPYTER_PATH"] = str(spec.parent.parent)
    os.environ["NO_COLOR"] = "1"
    nb = new_notebook(metadata={"kernelspec": {"name": "deno", "display_name": "Deno", "language": "typescript"}})
    nb.cells = [
        new_markdown_cell("# Uitgevoerd", id="kop"),
        new_code_cell('console.log("hallo");', id="hallo"),
        new_code_cell("const som = 1 + 1;\nsom", id="som"),
        new_code_cell('({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>x</b>", "text/plain": "x" }) })',
                      id="toon"),
    ]
    NotebookClient(nb, kernel_name="deno").execute()
    return nb


if __name__ == "__main__":
    nb = all_kinds()
    nbformat.validate(nb)
    nbformat.write(nb, HERE / "minor_5.ipynb")
    for minor in range(5):
        write_old(nb, minor)
    nbformat.write(nbformat.convert(nb, 3), HERE / "major_3.ipynb", version=nbformat.NO_CONVERT)
    nbformat.write(executed(), HERE / "executed.ipynb")
