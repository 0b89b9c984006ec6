"""Papers: written once as plain content, shown as PDF, DOCX and page, numbered, issued, and signed.

Knows nothing of the rooms that write papers. They build a ``content.Content`` in each language (by hand or
with a function of ``letters``) and hand it to ``services.issuing.issue_paper``::

    paper = issue_paper(actor=…, initiative=…, kind="undangan", content={"id": …, "en": …}, is_public=False)

An issued paper never changes; ``supersedes=paper`` issues the next one in its place. What is not kept (a
list to print) is made with ``rendering.pdf.as_pdf`` and ``rendering.docx.as_docx`` alone.
"""
