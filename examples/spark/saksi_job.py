"""What spark-submit is given: the command `saksi`, with the words that follow this file.

spark-submit --master yarn saksi_job.py spark read hdfs:///berita/2025.jsonl --to hdfs:///rekaman/2025
"""

from saksi.faces.cli import main

if __name__ == "__main__":
    main()
